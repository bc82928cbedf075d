import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Secret } from '../../../src/core/domain/secret.ts';
import { fileScene } from './file-scene.ts';
import { codeOf, errorOf } from './world.ts';

const recovery = new Secret('quarry lantern mitten orbit');

/** A connection whose secrets lie in a file, with the keychain's one entry deleted. */
async function lostEntry(before: (s: Awaited<ReturnType<typeof fileScene>>) => Promise<void> = async () => {}) {
	const s = await fileScene();
	expect(await s.use('file')).toBe(true);
	await before(s);
	await s.reopen();
	const entries = new Map(s.w.keychain.items);
	s.w.keychain.items.clear();
	await s.reopen();
	return { ...s, entries };
}

it('K04: the one entry that opens the file is gone: it is named as that, and nothing is changed by asking', async () => {
	const s = await lostEntry();
	const acts = [
		() => s.w.core.connections.refresh('acme'),
		() => s.w.reauth('acme'),
		() => s.w.core.vault.use('keychain', null),
		() => s.w.core.vault.recover(recovery),
	];
	const codes = [];
	for (const act of acts) codes.push(await codeOf(act));
	expect(codes).toEqual(['VAULT_KEY_LOST', 'VAULT_KEY_LOST', 'VAULT_KEY_LOST', 'USAGE']);
	const { state, problem } = await s.w.core.keychain.probe();
	expect([state, problem?.code]).toEqual(['unavailable', 'VAULT_KEY_LOST']);
	expect(problem?.hint).toContain('latchkey vault recover');
	expect(s.w.core.connections.get('acme')).toMatchObject({ status: 'connected', problem: null });
	// The proof that it was open is gone again.
	expect(s.w.keychain.items.size).toBe(0);

	for (const [ref, value] of s.entries) s.w.keychain.items.set(ref, value);
	await s.reopen();
	expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
});

it('K02, K08: a keychain that is locked, or another one, has not lost the entry', async () => {
	const s = await lostEntry();
	for (const mode of ['locked', 'silently locked'] as const) {
		s.w.keychain.mode = mode;
		expect(await codeOf(s.w.core.connections.refresh('acme')), mode).toBe('KEYCHAIN_LOCKED');
	}
	s.w.keychain.mode = 'open';
	s.w.keychain.name = 'KDE Wallet, collection "kdewallet"';
	const from = s.w.keychain.calls.length;
	const changed = await errorOf(s.w.core.connections.refresh('acme'));
	expect(changed).toMatchObject({
		code: 'KEYCHAIN_CHANGED',
		details: { before: 'GNOME Keyring, collection "login"', now: 'KDE Wallet, collection "kdewallet"' },
	});
	expect(s.w.keychain.calls.slice(from).filter((act) => act !== 'read')).toEqual([]);
	// The lock falls or ends between any two questions.
	s.w.keychain.name = 'GNOME Keyring, collection "login"';
	for (const [ref, value] of s.entries) s.w.keychain.items.set(ref, value);
	for (let at = 1; at <= 7; at++) {
		for (const [first, then] of [
			['silently locked', 'open'],
			['open', 'silently locked'],
		] as const) {
			await s.reopen();
			const began = s.w.keychain.calls.length;
			s.w.keychain.modeOfCall = (_, call) => (call - began <= at ? first : then);
			const code = await s.w.core.connections.refresh('acme').then(
				() => 'done',
				(error) => error.code,
			);
			expect(['done', 'KEYCHAIN_LOCKED'], `${first}, then ${then} after ${at}`).toContain(code);
			s.w.keychain.modeOfCall = null;
		}
	}
});

it('a recovery passphrase opens the file where the entry is gone, and the keychain opens it again from then on', async () => {
	const s = await lostEntry((one) => one.w.core.vault.setRecovery(recovery));
	expect(await codeOf(s.w.core.vault.recover(new Secret('quarry lantern mitten orbits')))).toBe('PASSPHRASE_WRONG');
	expect(s.w.keychain.items.size).toBe(0);
	expect(await s.w.core.vault.recover(recovery)).toMatchObject({ held: ['acme'], signInAgain: [], secretsToAdd: [] });
	expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
	expect(s.inKeychain()).toEqual({ tokens: 0, keys: 1 });
	await s.reopen();
	expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
	// It is kept for the next time; where nothing is lost it changes nothing.
	const items = new Map(s.w.keychain.items);
	await s.w.core.vault.recover(recovery);
	expect(s.w.keychain.items).toEqual(items);
	expect(s.w.acts()).toEqual(expect.arrayContaining(['recovery passphrase set', 'vault recovered']));
});

it('S02: a recovery that is killed at a call of the keychain ends at the second try', async () => {
	const s = await lostEntry((one) => one.w.core.vault.setRecovery(recovery));
	// A passphrase takes half a second: every second call will do.
	for (let steps = 0; ; steps += 2) {
		s.w.keychain.items.clear();
		await s.reopen();
		const lived = await s.act(steps, () => s.w.core.vault.recover(recovery));
		expect(await s.w.core.vault.recover(recovery), `killed at ${steps}`).toMatchObject({ held: ['acme'] });
		expect(s.inKeychain(), `killed at ${steps}`).toEqual({ tokens: 0, keys: 1 });
		if (lived) break;
	}
}, 120_000);

it('the passphrase is nowhere on disk, another one takes its place, and removed it opens nothing', async () => {
	const other = new Secret('another passphrase of mine');
	const s = await lostEntry(async ({ w }) => {
		await w.core.vault.setRecovery(recovery);
		await w.core.vault.setRecovery(other);
	});
	for (const name of readdirSync(s.w.folder, { recursive: true, encoding: 'utf8' }))
		if (name.includes('.db'))
			for (const one of [recovery, other])
				expect(readFileSync(join(s.w.folder, name)).includes(one.reveal()), name).toBe(false);
	expect(await codeOf(s.w.core.vault.recover(recovery))).toBe('PASSPHRASE_WRONG');
	await s.w.core.vault.recover(other);
	await s.w.core.vault.setRecovery(null);
	s.w.keychain.items.clear();
	await s.reopen();
	expect(await codeOf(s.w.core.vault.recover(other))).toBe('USAGE');
});

it('without one a person goes on with a new file: the old one is set aside, whole, and who must sign in again is said', async () => {
	const s = await lostEntry();
	expect(await s.w.core.vault.adopt()).toMatchObject({ held: [], signInAgain: ['acme'], keychainProblem: null });
	expect(s.w.core.connections.get('acme')).toMatchObject({ status: 'locked', problem: { code: 'SECRET_UNREADABLE' } });
	const data = join(s.w.folder, 'data', 'set-aside');
	const aside = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.db'));
	expect(aside).toHaveLength(1);
	await s.addSecretsAgain();
	expect((await s.w.reauth('acme')).connection.status).toBe('connected');
	expect(s.inKeychain()).toEqual({ tokens: 0, keys: 1 });
	await s.reopen();
	expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
});

it('what adopting would do is told where another keychain took the place of the lost one', async () => {
	const s = await lostEntry();
	s.w.keychain.name = 'KDE Wallet, collection "kdewallet"';
	const plan = await s.w.core.vault.planAdoption();
	expect(plan).toMatchObject({
		...{ before: 'GNOME Keyring, collection "login"', now: 'KDE Wallet, collection "kdewallet"' },
		...{ setsFileAside: true, held: [], signInAgain: ['acme'] },
	});
	const { signInAgain, secretsToAdd } = plan;
	expect(await s.w.core.vault.adopt()).toMatchObject({ held: [], signInAgain, secretsToAdd, keychainProblem: null });
	expect(readdirSync(join(s.w.folder, 'data', 'set-aside'))).toHaveLength(1);
});
