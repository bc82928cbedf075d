import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { forkKeytar } from '../../src/core/adapters/keychain/fork-keytar.ts';
import { KeytarVault } from '../../src/core/adapters/keychain/keytar-vault.ts';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { VaultEntries } from '../../src/core/protocol/vault-entries.ts';
import { removeBuiltCli } from '../integration/cli/cli-harness.ts';
import { inStore, openLab } from '../integration/cli/lab.ts';
import { MemoryLocks } from '../integration/core/memory-locks.ts';

// These lock and kill the keyring of their session, so they run in one of their own (scripts/test.ts), in this order.

afterAll(removeBuiltCli);

const worker = join(import.meta.dirname, '../../src/core/adapters/keychain/keytar-worker.ts');
const keyring = process.env.KEYRING_PID;
const realVault = () => new KeytarVault(() => forkKeytar(worker));

const lock = () =>
	execFileSync('dbus-send', [
		'--session',
		'--print-reply',
		'--dest=org.freedesktop.secrets',
		'/org/freedesktop/secrets',
		'org.freedesktop.Secret.Service.Lock',
		'array:objpath:/org/freedesktop/secrets/collection/login',
	]);

describe.skipIf(keyring === undefined)('a command while the keyring hangs', () => {
	it('K03: ends in time, says why, with exit code 6, leaves no process, and works again', async () => {
		const { cli, connect } = await openLab();
		await connect('acme', 'acme-sandbox');
		const signal = (name: 'SIGSTOP' | 'SIGCONT') => process.kill(Number(keyring), name);
		onTestFinished(() => void signal('SIGCONT'));
		signal('SIGSTOP');
		for (const args of [
			['token', 'acme'],
			['exec', 'acme', '--', 'true'],
		]) {
			const began = Date.now();
			const ran = await cli.run(args);
			expect(ran, args.join(' ')).toMatchObject({ code: 6, stdout: '' });
			expect(ran.stderr).toMatch(
				/^error: The keychain cannot be used \(no answer in 3 s; .*\(KEYCHAIN_UNAVAILABLE\)\n/,
			);
			expect(Date.now() - began).toBeLessThan(8_000);
		}
		// What needs no entry does not wait for one.
		expect(await cli.run(['token', 'nobody'])).toMatchObject({ code: 1 });
		expect(await cli.run(['list'])).toMatchObject({ code: 0 });
		expect((await cli.json(['token', 'acme'], 6)).error?.code).toBe('KEYCHAIN_UNAVAILABLE');
		signal('SIGCONT');
		expect(await cli.run(['token', 'acme'])).toMatchObject({ code: 0 });
		const running = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
		expect(running.filter((line) => line.includes(dirname(cli.command[1])))).toEqual([]);
	}, 60_000);

	it('K05: an entry that another program overwrote is named, and ends nothing', async () => {
		const { cli, connect, dropAccessTokens } = await openLab();
		await connect('acme');
		const ref = inStore(cli, (store) => store.prepare('SELECT ref FROM connection').pluck().get());
		const { setPassword } = (await import('keytar')).default;
		for (const value of ['{', '{"v":1}', '\u{1f511} \ud83d', 'x'.repeat(1_000_000)]) {
			await setPassword('Latchkey', String(ref), value);
			const ran = await cli.run(['token', 'acme']);
			expect(ran, value.slice(0, 10)).toMatchObject({ code: 6, stdout: '' });
			expect(ran.stderr).toContain('(SECRET_UNREADABLE)');
		}
		dropAccessTokens();
		expect((await cli.run(['token', 'acme'])).stderr).toContain('(SECRET_UNREADABLE)');
	}, 60_000);
});

describe.skipIf(keyring === undefined)('KeytarVault in trouble, with gnome-keyring', () => {
	it('K02: a locked keyring never makes an entry look absent or deleted, and node stays responsive', async () => {
		const vault = realVault();
		const store = openSqliteStore(':memory:');
		const entries = new VaultEntries(vault, store, new MemoryLocks());
		const ref = entries.begin('connection', 'o');
		await entries.fill(ref, { sealKey: 'k'.repeat(43), refreshToken: '1000.a' });
		expect(await entries.probe()).toEqual({ state: 'ready' });
		lock();
		const opened = await entries.openConnection(ref, 'acme').then(
			() => 'opened',
			(error) => error.code,
		);
		expect(opened).toMatch(/^KEYCHAIN_(LOCKED|UNAVAILABLE)$/);
		expect((await entries.probe()).state).toMatch(/^(locked|unavailable)$/);
		store.vaultEntries.setState(ref, 'dead');
		const collecting = entries.collect();
		const began = Date.now();
		await readFile(import.meta.filename);
		expect(Date.now() - began).toBeLessThan(500);
		await collecting;
		expect(store.vaultEntries.all().find((entry) => entry.ref === ref)?.state).toBe('dead');
		await vault.close();
	});

	it('K01: a keyring that does not answer any more costs three seconds at the first call, and works again when it does', async () => {
		const vault = realVault();
		const store = openSqliteStore(':memory:');
		const entries = new VaultEntries(vault, store, new MemoryLocks());
		process.kill(Number(keyring), 'SIGSTOP');
		const began = Date.now();
		const probed = await entries.probe();
		const tookMs = Date.now() - began;
		process.kill(Number(keyring), 'SIGCONT');
		expect(probed).toMatchObject({ state: 'unavailable', problem: expect.stringContaining('no answer in 3 s') });
		// Three seconds for the call, and what starting two processes takes on a busy machine.
		expect(tookMs).toBeGreaterThanOrEqual(3_000);
		expect(tookMs).toBeLessThan(5_000);
		expect(['ready', 'locked']).toContain((await entries.probe()).state);
		await vault.close();
	}, 20_000);

	it('K07: a killed daemon is an error within seconds, not an absent entry', async () => {
		const vault = realVault();
		const store = openSqliteStore(':memory:');
		const entries = new VaultEntries(vault, store, new MemoryLocks());
		process.kill(Number(keyring), 'SIGKILL');
		const began = Date.now();
		expect((await entries.probe()).state).toMatch(/^(locked|unavailable)$/);
		expect(Date.now() - began).toBeLessThan(20_000);
		await vault.close();
	});
});
