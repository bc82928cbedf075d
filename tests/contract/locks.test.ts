import { type ChildProcess, spawn } from 'node:child_process';
import fs, { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { StripeLocks } from '../../src/core/adapters/sqlite/stripe-locks.ts';
import { newId } from '../../src/core/domain/ids.ts';
import type { Locks } from '../../src/core/ports/locks.ts';
import { MemoryLocks } from '../integration/core/memory-locks.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function folder(): string {
	const made = mkdtempSync(join(tmpdir(), 'latchkey-locks-'));
	onTestFinished(() => rmSync(made, { recursive: true, force: true }));
	return made;
}

describe.each<[string, () => Locks]>([
	['StripeLocks', () => new StripeLocks(folder())],
	['MemoryLocks', () => new MemoryLocks()],
])('%s', (_, make) => {
	it('runs one act at a time for a key, in order, and gives back its result', async () => {
		const locks = make();
		const key = newId.connection();
		const seen: string[] = [];
		const results = await Promise.all(
			[1, 2, 3, 4].map((n) =>
				locks.exclusively(key, async () => {
					seen.push(`in ${n}`);
					await pause(3);
					seen.push(`out ${n}`);
					return n;
				}),
			),
		);
		expect(results).toEqual([1, 2, 3, 4]);
		expect(seen).toEqual([1, 2, 3, 4].flatMap((n) => [`in ${n}`, `out ${n}`]));
		locks.close();
	});

	it('lets go after an act that failed', async () => {
		const locks = make();
		const key = newId.connection();
		await expect(locks.exclusively(key, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
		expect(await locks.exclusively(key, async () => 'next')).toBe('next');
		locks.close();
	});

	it("a connection's lock may be taken while recovering", async () => {
		const locks = make();
		expect(await locks.exclusively('recovery', () => locks.exclusively(newId.connection(), async () => 1))).toBe(1);
		locks.close();
	});

	it('its own lease is not abandoned, an unknown one is', () => {
		const locks = make();
		expect(locks.lease()).toBe(locks.lease());
		expect(locks.isAbandoned(locks.lease())).toBe(false);
		expect(locks.isAbandoned('nobody')).toBe(true);
		locks.close();
	});
});

/** A process that holds the lock of a key and a lease. */
async function holder(where: string, key: string): Promise<{ child: ChildProcess; lease: string }> {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'lock-holder.ts'), where, key], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	const lease = await new Promise<string>((resolve) =>
		child.stdout.once('data', (data) => resolve(String(data).trim())),
	);
	return { child, lease };
}

describe('StripeLocks across processes', () => {
	it('two processes exclude each other, and kill -9 of the holder frees its lock and abandons its lease', async () => {
		const where = folder();
		const key = newId.connection();
		const { child, lease } = await holder(where, key);
		const locks = new StripeLocks(where);
		let entered = false;
		const waiting = locks.exclusively(key, async () => {
			entered = true;
		});
		await pause(300);
		expect(entered).toBe(false);
		expect(locks.isAbandoned(lease)).toBe(false);
		const killed = Date.now();
		child.kill('SIGKILL');
		await waiting;
		expect(Date.now() - killed).toBeLessThan(2_000);
		expect(locks.isAbandoned(lease)).toBe(true);
		expect(locks.isAbandoned(lease)).toBe(true);
		locks.close();
		expect(readdirSync(where).filter((name) => name.startsWith('process-'))).toEqual([]);
	});

	it('leaves of processes that died go when another one takes a lease, those of living ones stay', async () => {
		const where = folder();
		// All at once, for the next one to come would clear what the one before left.
		const [living, ...dying] = await Promise.all([0, 1, 2, 3].map(() => holder(where, newId.connection())));
		for (const { child } of dying) {
			const gone = new Promise((resolve) => child.once('close', resolve));
			child.kill('SIGKILL');
			await gone;
		}
		const left = () => readdirSync(where).filter((name) => /^process-.*\.lock$/.test(name));
		expect(left()).toHaveLength(4);
		const locks = new StripeLocks(where);
		const mine = locks.lease();
		expect(left().toSorted()).toEqual([`${living?.lease}.lock`, `${mine}.lock`].toSorted());
		expect(locks.isAbandoned(living?.lease ?? '')).toBe(false);
		locks.close();
	});

	it('a file that is no lock stands in the way of no lease', () => {
		const where = folder();
		const garbage = join(where, `process-${'0'.repeat(16)}.lock`);
		writeFileSync(garbage, 'no database at all, but longer than its head, which has a hundred bytes: '.repeat(9));
		const locks = new StripeLocks(where);
		expect(existsSync(join(where, `${locks.lease()}.lock`))).toBe(true);
		expect(existsSync(garbage)).toBe(true);
		locks.close();
	});

	it('a lease that is being taken is never taken for one of a process that died', async () => {
		const where = folder();
		const cleaner = spawn(process.execPath, [join(import.meta.dirname, 'lease-cleaner.ts'), where]);
		onTestFinished(() => void cleaner.kill('SIGKILL'));
		await new Promise((resolve) => cleaner.stdout.once('data', resolve));
		const other = new StripeLocks(where);
		for (let round = 0; round < 500; round++) {
			const locks = new StripeLocks(where);
			const lease = locks.lease();
			expect(other.isAbandoned(lease)).toBe(false);
			await pause(1);
			expect(other.isAbandoned(lease)).toBe(false);
			locks.close();
		}
		expect(cleaner.exitCode).toBeNull();
	});

	it('the name of a lease that was taken away while it was being taken is never used again', () => {
		const where = folder();
		const taken: string[] = [];
		const { closeSync } = fs;
		// Between a new file and its lock another process finds it held by nobody.
		const closing = vi.spyOn(fs, 'closeSync').mockImplementation((file) => {
			closeSync(file);
			if (taken.length === 2) return;
			for (const name of readdirSync(where)) {
				taken.push(name);
				rmSync(join(where, name));
			}
		});
		onTestFinished(() => {
			closing.mockRestore();
			syncBuiltinESMExports();
		});
		syncBuiltinESMExports();
		const locks = new StripeLocks(where);
		onTestFinished(() => locks.close());
		// A third process may have the first file open still, and takes away whatever has its name.
		expect(taken).not.toContain(`${locks.lease()}.lock`);
		expect(taken.filter((name) => existsSync(join(where, name)))).toEqual([]);
		expect(taken).toHaveLength(2);
	});

	it('a second set of locks in one process is another one, and closing it frees its lease', async () => {
		const where = folder();
		const [one, two] = [new StripeLocks(where), new StripeLocks(where)];
		const lease = one.lease();
		expect(two.isAbandoned(lease)).toBe(false);
		const key = newId.connection();
		const seen: string[] = [];
		await Promise.all(
			[one, two].map((locks) =>
				locks.exclusively(key, async () => {
					seen.push('in');
					await pause(20);
					seen.push('out');
				}),
			),
		);
		expect(seen).toEqual(['in', 'out', 'in', 'out']);
		one.close();
		expect(two.isAbandoned(lease)).toBe(true);
		two.close();
	});
});
