import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { SealedVault } from '../../../src/core/adapters/vault/sealed-vault.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import type { Vaults } from '../../../src/core/usecases/vault-places.ts';
import { chosenVault } from '../../../src/core/usecases/vault-status.ts';
import { KeychainFake } from './keychain-fake.ts';
import { livesThrough, MortalVault, mortality } from './mortal-vault.ts';
import { codeOf, world } from './world.ts';

const passphrase = new Secret('correct horse battery staple');

/** These move between keychain and passphrase alone; the third place is in file-vault.test.ts. */
const noFile: Omit<Vaults, 'keychain' | 'passphrase' | 'createPassphrase' | 'removePassphrase'> = {
	file: () => raise(),
	createFile: async () => raise(),
	setRecovery: async () => raise(),
	recoverFile: async () => raise(),
	startFileAnew: async () => raise(),
	fileRefs: () => raise(),
	changePassphrase: async () => raise(),
	removeFile: () => raise(),
};

function raise(): never {
	throw new Error('There is no third place here.');
}

/** A canary is no secret. */
const secretsIn = ({ items }: KeychainFake) => [...items.values()].filter((value) => value !== '{"v":1}');

/** A connection in a world with two places for its secrets; both outlive the program, which can be killed at a call of either. */
async function scene() {
	const w = await world();
	const places: Readonly<Record<'keychain' | 'passphrase', KeychainFake>> = {
		keychain: w.keychain,
		passphrase: new KeychainFake(),
	};
	const life = mortality();
	const vaults: Vaults = {
		...noFile,
		keychain: () => new MortalVault(places.keychain, life.call),
		passphrase: () => new MortalVault(places.passphrase, life.call),
		createPassphrase: async () => undefined,
		removePassphrase: () => places.passphrase.items.clear(),
	};
	const reopen = async () => {
		await w.close();
		const store = openSqliteStore(w.paths.database);
		return w.open({ store, vault: places[chosenVault(store.settings) as 'keychain' | 'passphrase'], vaults });
	};
	await w.connect({ alias: 'acme' });
	await reopen();
	const values = new Set(places.keychain.items.values());
	return {
		w,
		places,
		vaults,
		reopen,
		/** Whether the program lived to the end. */
		use: (kind: 'keychain' | 'passphrase', steps = Number.POSITIVE_INFINITY) =>
			livesThrough(life, steps, () => w.core.vault.use(kind, passphrase)),
		/** The store says where every secret lies, and there each one is. */
		expectNothingLost(what: string) {
			const place = places[w.core.vault.status().vault as 'keychain' | 'passphrase'];
			for (const value of values) expect([...place.items.values()], what).toContain(value);
		},
		/** The other place holds no secret any more, and this one nothing that no row knows. */
		expectAllMoved(kind: 'keychain' | 'passphrase', what: string) {
			expect(w.core.vault.status(), what).toMatchObject({ vault: kind, leftover: null });
			const other = places[kind === 'keychain' ? 'passphrase' : 'keychain'];
			expect(secretsIn(other), what).toEqual([]);
			for (const ref of places[kind].items.keys())
				expect(
					w.store.vaultEntries.all().map((one) => one.ref),
					what,
				).toContain(ref);
		},
	};
}

describe('moving the secrets', () => {
	it('there and back keeps every one of them, and says where they lie', async () => {
		const s = await scene();
		const { entries } = s.w.core.vault.status();
		expect(s.w.core.vault.status()).toMatchObject({ vault: 'keychain', changed: null, leftover: null });
		expect(await s.w.core.vault.use('passphrase', passphrase)).toMatchObject({ moved: entries, unreadable: 0 });
		await s.reopen();
		s.expectNothingLost('there');
		s.expectAllMoved('passphrase', 'there');
		expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
		expect(await s.use('passphrase')).toBe(true);
		expect(await s.use('keychain')).toBe(true);
		await s.reopen();
		s.expectNothingLost('back');
		s.expectAllMoved('keychain', 'back');
		expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
		expect(s.w.acts().filter((act) => act === 'secrets moved')).toHaveLength(2);
	});

	it.each([
		['goes on with the same call', 'passphrase', 'passphrase'],
		['is taken back by the other one', 'passphrase', 'keychain'],
		['goes on on the way back', 'keychain', 'keychain'],
	] as const)(
		'S02: killed at any call of either place loses nothing, and %s',
		async (_, to, then) => {
			let killedAt = 0;
			for (let steps = 0; ; steps++) {
				const s = await scene();
				if (to === 'keychain') {
					await s.use('passphrase');
					await s.reopen();
				}
				const lived = await s.use(to, steps);
				await s.reopen();
				s.expectNothingLost(`killed at ${steps}`);
				expect(await s.use(then)).toBe(true);
				await s.reopen();
				s.expectNothingLost(`killed at ${steps}, then tried again`);
				s.expectAllMoved(then, `killed at ${steps}, then tried again`);
				await s.w.close();
				if (lived) break;
				killedAt++;
			}
			expect(killedAt).toBeGreaterThan(20);
		},
		120_000,
	);

	it('an entry that cannot be read stays lost alone', async () => {
		const s = await scene();
		const ref = s.w.store.connections.byAlias('acme')?.ref ?? '';
		s.places.keychain.items.delete(ref);
		expect(await s.w.core.vault.use('passphrase', passphrase)).toMatchObject({ unreadable: 1 });
		await s.reopen();
		expect(await codeOf(s.w.core.connections.refresh('acme'))).toBe('SECRET_UNREADABLE');
	});

	it.each(['locked', 'silently locked', 'unavailable'] as const)(
		'K02: from or to a place that is %s changes nothing, also where it locks half-way',
		async (mode) => {
			for (const place of ['keychain', 'passphrase'] as const) {
				for (let lockedFrom = 0; lockedFrom < 40; lockedFrom++) {
					const s = await scene();
					let seen = 0;
					s.places[place].modeOfCall = () => (seen++ < lockedFrom ? 'open' : mode);
					const code = await codeOf(s.w.core.vault.use('passphrase', passphrase));
					s.places[place].modeOfCall = null;
					await s.reopen();
					s.expectNothingLost(`${place} ${mode} from call ${lockedFrom}`);
					const ended = code === 'none';
					if (!ended) expect(code).toMatch(/^KEYCHAIN_/);
					expect(await s.use('passphrase')).toBe(true);
					await s.reopen();
					s.expectAllMoved('passphrase', `${place} ${mode} from call ${lockedFrom}`);
					await s.w.close();
					if (ended) break;
				}
			}
		},
		120_000,
	);

	it('is refused while another process uses the store', async () => {
		const s = await scene();
		const other = openSqliteStore(s.w.paths.database);
		expect(await codeOf(s.w.core.vault.use('passphrase', passphrase))).toBe('STORE_IN_USE');
		other.close();
		expect(s.w.core.vault.status()).toMatchObject({ vault: 'keychain', leftover: null });
		expect(await s.use('passphrase')).toBe(true);
	});

	it('into a real vault with a passphrase and back keeps connections working, and leaves no file', async () => {
		const s = await scene();
		const path = join(s.w.folder, 'data', 'vault.db');
		const real = () => new SealedVault(path, async (wrong) => (wrong ? null : passphrase));
		const vaults: Vaults = {
			...noFile,
			keychain: () => s.places.keychain,
			passphrase: real,
			createPassphrase: (given) => SealedVault.create(path, given),
			removePassphrase: () => undefined,
		};
		await s.w.close();
		s.w.open({ vaults });
		await s.w.core.vault.use('passphrase', passphrase);
		await s.w.close();
		expect(s.places.keychain.items.size).toBe(0);
		s.w.open({ vaults, vault: real() });
		expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
		const secret = s.w.apiClient.secrets['practice-eu'] ?? '';
		for (const [name, bytes] of s.w.files()) expect(bytes.includes(secret), name).toBe(false);
		await s.w.core.vault.use('keychain', null);
		await s.w.close();
		s.w.open({ vaults });
		expect((await s.w.core.connections.refresh('acme')).status).toBe('connected');
	});
});

it('a vault under a passphrase is opened while the program runs, and a wrong passphrase is told from damage', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const path = join(w.folder, 'vault.db');
	const vaults: Vaults = {
		...noFile,
		keychain: () => w.keychain,
		passphrase: () => new SealedVault(path, async () => passphrase),
		createPassphrase: () => SealedVault.create(path, passphrase),
		removePassphrase: () => undefined,
	};
	await w.close();
	await w.open({ vaults }).vault.use('passphrase', passphrase);
	await w.close();
	const core = w.open({ vaults, vault: new SealedVault(path, async () => null) });
	const told: string[] = [];
	core.subscribe((event) => {
		if (event.type === 'keychain-changed') told.push(`${event.keychain.vault} ${event.keychain.state}`);
	});
	expect(await core.keychain.probe()).toMatchObject({ state: 'locked', problem: { code: 'KEYCHAIN_LOCKED' } });
	expect(await codeOf(core.vault.unlock(new Secret('correct horse battery stable')))).toBe('PASSPHRASE_WRONG');
	expect(await core.vault.unlock(passphrase)).toMatchObject({ vault: 'passphrase', state: 'ready', problem: null });
	expect(told).toEqual(['passphrase locked', 'passphrase ready']);
	expect((await core.connections.refresh('acme')).status).toBe('connected');
	await w.close();
	writeFileSync(path, 'no database any more, whatever was here');
	const damaged = w.open({ vaults, vault: new SealedVault(path, async () => null) });
	expect(await codeOf(damaged.vault.unlock(passphrase))).toBe('VAULT_DAMAGED');
});
