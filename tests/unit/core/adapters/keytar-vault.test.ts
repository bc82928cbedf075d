import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeytarVault } from '../../../../src/core/adapters/keychain/keytar-vault.ts';
import { newId } from '../../../../src/core/domain/ids.ts';
import type { VaultRead } from '../../../../src/core/ports/secret-vault.ts';
import { type Behaviour, FakeKeytar } from './fake-keytar.ts';

const ref = newId.vaultRef();
const fails =
	(problem: string): Behaviour =>
	() =>
		({ ok: false, problem }) as never;

beforeEach(() => void vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nowhere'));
afterEach(() => {
	vi.unstubAllEnvs();
	vi.useRealTimers();
});

describe('the keychain through keytar', () => {
	it('reads, writes and deletes, one call at a time, in one process', async () => {
		const keytar = new FakeKeytar();
		const vault = new KeytarVault(keytar.start);
		const others = Array.from({ length: 10 }, newId.vaultRef);
		await Promise.all(others.map((other, n) => vault.write(other, `value ${n}`)));
		expect(await Promise.all(others.map((other) => vault.read(other)))).toEqual(
			others.map((_, n) => ({ state: 'found', value: `value ${n}` })),
		);
		expect(await vault.read(ref)).toEqual({ state: 'nothing' });
		expect(await vault.delete(others[0] ?? ref)).toEqual({ state: 'done' });
		expect(keytar.started).toBe(1);
		expect(keytar.requests.map(({ id }) => id)).toEqual(Array.from({ length: 22 }, (_, n) => n + 2));
	});

	it('K01, K03: a call that hangs has three seconds, the first one too, and costs its process; the next call gets a new one', async () => {
		vi.useFakeTimers();
		const keytar = new FakeKeytar(() => 'hang');
		const vault = new KeytarVault(keytar.start);
		for (const nth of [1, 2]) {
			const call = nth === 1 ? vault.read(ref) : vault.write(ref, 'x');
			await vi.advanceTimersByTimeAsync(2_999);
			expect(keytar.killed).toBe(nth - 1);
			await vi.advanceTimersByTimeAsync(1);
			expect(await call).toMatchObject({ state: 'unavailable', problem: expect.stringContaining('no answer in 3 s') });
			expect([keytar.started, keytar.killed]).toEqual([nth, nth]);
		}
	});

	it('K03: a process that does not start is given up after eight seconds, and one that ends at once is tried once more', async () => {
		vi.useFakeTimers();
		const keytar = new FakeKeytar();
		keytar.hello = 'hang';
		const vault = new KeytarVault(keytar.start);
		const call = vault.read(ref);
		await vi.advanceTimersByTimeAsync(7_999);
		expect(keytar.killed).toBe(0);
		await vi.advanceTimersByTimeAsync(1);
		expect(await call).toEqual({ state: 'unavailable', problem: 'its process did not start' });
		keytar.hello = 'exit';
		const [again] = await Promise.all([vault.read(ref), vi.advanceTimersByTimeAsync(10)]);
		expect(again).toEqual({ state: 'unavailable', problem: 'its process ended unexpectedly' });
		expect(keytar.started).toBe(3);
	});

	it('K05: a crash is tried once more in a new process', async () => {
		const keytar = new FakeKeytar(
			() => 'exit',
			() => ({ ok: true, value: 'v' }) as never,
		);
		expect(await new KeytarVault(keytar.start).read(ref)).toEqual({ state: 'found', value: 'v' });
		expect(keytar.started).toBe(2);
	});

	it('K05: two crashes are enough', async () => {
		const keytar = new FakeKeytar(() => 'exit');
		expect(await new KeytarVault(keytar.start).read(ref)).toEqual({
			state: 'unavailable',
			problem: 'its process ended unexpectedly',
		});
		expect(keytar.started).toBe(2);
	});

	it.each([
		'The name :1.5 was not provided by any .service files',
		'received an invalid session wrapping',
		'Disconnected from message bus',
	])('K07: after "%s" only a new process helps, and gets its chance', async (problem) => {
		const keytar = new FakeKeytar(fails(problem), () => ({ ok: true, value: 'v' }) as never);
		expect(await new KeytarVault(keytar.start).read(ref)).toEqual({ state: 'found', value: 'v' });
		expect([keytar.started, keytar.killed]).toEqual([2, 1]);
	});

	it.each(['Cannot create an item in a locked collection', 'Object is LOCKED'])(
		'K02: "%s" means locked',
		async (problem) => {
			expect(await new KeytarVault(new FakeKeytar(fails(problem)).start).write(ref, 'x')).toEqual({ state: 'locked' });
		},
	);

	it('K09: any other refusal is "unavailable", in one short line', async () => {
		const read = await new KeytarVault(
			new FakeKeytar(fails(`A specified logon session does not exist.\nsecond line ${'x'.repeat(500)}`)).start,
		).read(ref);
		expect(read).toEqual({ state: 'unavailable', problem: 'A specified logon session does not exist.' });
	});

	it.each([
		['unicode', '\u00e9'],
		['NUL', 'a\0b'],
		['a line break', 'a\nb'],
		['nothing', ''],
		['2,401 bytes', 'x'.repeat(2401)],
	])('K06: %s is not sent to the keychain', async (_, value) => {
		const keytar = new FakeKeytar();
		expect(await new KeytarVault(keytar.start).write(ref, value)).toMatchObject({ state: 'unavailable' });
		expect(keytar.started).toBe(0);
	});

	it.runIf(process.platform === 'linux')(
		'K01: without a session bus it says so at once and starts nothing',
		async () => {
			vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', '');
			vi.stubEnv('XDG_RUNTIME_DIR', '/nowhere');
			const keytar = new FakeKeytar();
			const vault = new KeytarVault(keytar.start);
			expect(await vault.read(ref)).toEqual({ state: 'unavailable', problem: 'no D-Bus session, so no keyring' });
			expect(keytar.started).toBe(0);
		},
	);

	it('starts no process where the quick way knows the answer, and one where it does not', async () => {
		const keytar = new FakeKeytar();
		const answers: (VaultRead | null)[] = [{ state: 'found', value: 'quick' }, { state: 'nothing' }, null];
		const vault = new KeytarVault(keytar.start, { read: async () => answers.shift() ?? null });
		expect(await vault.read(ref)).toEqual({ state: 'found', value: 'quick' });
		expect(await vault.read(ref)).toEqual({ state: 'nothing' });
		expect(keytar.started).toBe(0);
		expect(await vault.write(ref, 'x')).toEqual({ state: 'done' });
		expect(await vault.read(ref)).toEqual({ state: 'found', value: 'x' });
		expect(keytar.started).toBe(1);
		// Once there is a process, it is asked: the one that wrote knows best.
		expect(answers).toHaveLength(1);
		const other = new KeytarVault(keytar.start, { read: async () => null });
		expect(await other.read(ref)).toEqual({ state: 'found', value: 'x' });
		expect(keytar.started).toBe(2);
		await other.close();
		expect((await other.read(ref)).state).toBe('unavailable');
	});

	it('closing ends its process and the call that waits, and starts none anew', async () => {
		const keytar = new FakeKeytar(() => 'hang');
		const vault = new KeytarVault(keytar.start);
		const reading = vault.read(ref);
		await Promise.resolve();
		await new Promise((resolve) => setImmediate(resolve));
		await vault.close();
		expect((await reading).state).toBe('unavailable');
		expect((await vault.read(ref)).state).toBe('unavailable');
		expect([keytar.started, keytar.killed]).toEqual([1, 1]);
	});
});
