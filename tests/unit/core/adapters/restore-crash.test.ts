import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

/** How many more changes to the disk work before the process ends; null: all. */
const life = vi.hoisted(() => ({ left: null as number | null }));

vi.mock('node:fs', async (original) => {
	const real = await original<typeof import('node:fs')>();
	const mortal =
		<Args extends unknown[], Result>(act: (...args: Args) => Result) =>
		(...args: Args): Result => {
			if (life.left !== null && life.left-- <= 0) throw new Error('killed');
			return act(...args);
		};
	return {
		...real,
		...{ copyFileSync: mortal(real.copyFileSync), renameSync: mortal(real.renameSync), rmSync: mortal(real.rmSync) },
		...{ mkdtempSync: mortal(real.mkdtempSync), chmodSync: mortal(real.chmodSync), fsyncSync: mortal(real.fsyncSync) },
	};
});

const { openSqliteStore } = await import('../../../../src/core/adapters/sqlite/sqlite-store.ts');
const { prepareRestore } = await import('../../../../src/core/adapters/sqlite/restore.ts');

const actsOf = (path: string) => {
	const store = openSqliteStore(path);
	const acts = store.audit.all().map(({ act }) => act);
	store.close();
	return acts;
};

/** A database with a row more than its backup. */
function scene() {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-restore-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const path = join(folder, 'data', 'latchkey.db');
	const store = openSqliteStore(path);
	store.audit.append({ at: 1, act: 'before', connection: null, details: {} });
	const backup = store.backup(join(folder, 'backup.db'));
	store.audit.append({ at: 2, act: 'after', connection: null, details: {} });
	store.close();
	return { path, backup };
}

describe('S02: a restore that is killed', () => {
	it('at any step leaves the old database or the new one, whole, and works when it is tried again', () => {
		const outcomes: string[] = [];
		for (let steps = 0; ; steps++) {
			const { path, backup } = scene();
			const prepared = prepareRestore(path, backup);
			life.left = steps;
			let killed = false;
			try {
				prepared.apply(0);
			} catch {
				killed = true;
			} finally {
				life.left = null;
			}
			outcomes.push(actsOf(path).join(' '));
			expect(['before', 'before after'], `killed after ${steps}`).toContain(outcomes.at(-1));
			if (killed) {
				const again = prepareRestore(path, backup);
				expect(actsOf(again.apply(0) ?? '').join(' ')).toBe(outcomes.at(-1));
				again.discard();
				expect(actsOf(path)).toEqual(['before']);
			}
			prepared.discard();
			if (!killed) break;
		}
		expect(outcomes.length).toBeGreaterThan(6);
		expect(outcomes[0]).toBe('before after');
		expect(outcomes.at(-1)).toBe('before');
	});
});
