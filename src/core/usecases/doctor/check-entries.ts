import { manyEntries } from '../../../shared/many-entries.ts';
import { allDataCenters } from '../../domain/api-client.ts';
import type { VaultRef } from '../../domain/ids.ts';
import type { Locks } from '../../ports/locks.ts';
import type { SecretVault } from '../../ports/secret-vault.ts';
import type { Store, VaultEntry } from '../../ports/store.ts';
import { emptiedError } from '../../protocol/emptied-keychain.ts';
import { vaultStatus } from '../vault-status.ts';
import { checkKeychain } from './check-keychain.ts';
import { type Finding, fail, listed, ofError, ok, own, type Private, type Words, warn, words } from './finding.ts';

/**
 * Whether the keychain and the database agree: rows whose entry is missing, entries that nobody needs. The keychain is open. What only the
 * keychain knows is not found: it cannot be listed without risk (docs/security.md).
 */
export async function checkEntries(store: Store, locks: Locks, vault: SecretVault): Promise<readonly Finding[]> {
	const needed = usersOf(store);
	const missing: Words[] = [];
	for (const [ref, whose] of needed) {
		const read = await vault.read(ref);
		if (read.state === 'locked' || read.state === 'unavailable') return [cutShort()];
		if (read.state === 'nothing') missing.push(whose);
	}
	// A keychain that was locked meanwhile says "nothing", too.
	if (missing.length > 0 && (await checkKeychain(vault, { store, locks })).level === 'fail') return [cutShort()];
	const emptied = missing.length === needed.size ? await emptiedNow(store, vault) : null;
	const unused = leftBehind(unusedOf(store, locks, needed));
	const findings = [
		...(emptied ? [emptied] : lost(missing)),
		...unused,
		...leftover(store),
		...crowded(store),
		...alone(vault),
	];
	return findings.length > 0 ? findings : [ok('entries', words`${needed.size} in use, each is there; none is unused`)];
}

/** All are missing: one finding, where the canary is missing, too, or was when the keychain was asked the last time. */
async function emptiedNow(store: Store, vault: SecretVault): Promise<Finding | null> {
	const { emptied, backend } = vaultStatus({ store });
	const canary = store.settings.get('canary_ref') as VaultRef | null;
	if (!emptied && (canary === null || (await vault.read(canary)).state === 'found')) return null;
	const entries = usersOf(store).size;
	if (entries === 0) return null;
	return { check: 'entries', level: 'fail', ...ofError(emptiedError({ keychain: backend ?? vault.backend, entries })) };
}

function crowded(store: Store): readonly Finding[] {
	const { vault, entries } = vaultStatus({ store });
	if (vault !== 'keychain' || entries < manyEntries) return [];
	const message = words`${entries} in the keychain: it grows slow, and Windows holds about 1,400`;
	return [warn('entries', message, ['`latchkey vault use file` moves them to a file that one entry opens.'])];
}

/** A file with one entry that opens it, and nothing else. */
function alone(vault: SecretVault): readonly Finding[] {
	if (vault.hasRecovery?.() !== false) return [];
	const fix = ['`latchkey vault recovery` sets a passphrase that opens it, too.'];
	return [warn('entries', ['One entry of the keychain opens the file with all secrets, and nothing else does'], fix)];
}

function cutShort(): Finding {
	return warn('entries', ['The keychain was closed while its entries were looked at'], ['Unlock it and look again.']);
}

/** Who needs an entry, by its ref. */
function usersOf(store: Store): ReadonlyMap<VaultRef, Words> {
	const users = new Map<VaultRef, Words>();
	for (const { ref, alias } of store.connections.all()) if (ref) users.set(ref, [own('connection', alias)]);
	for (const { name, secrets } of store.apiClients.all())
		for (const [id, ref] of Object.entries(secrets)) users.set(ref, clientSecret(own('API client', name), id));
	return users;
}

function clientSecret(client: Private, dataCenter: string): Words {
	const where = dataCenter === allDataCenters ? ['every data center'] : [own('data center', dataCenter)];
	return words`the client secret of ${client} for ${where}`;
}

/** What no connection, API client, sign-in or waiting revoke needs. */
function unusedOf(store: Store, locks: Locks, needed: ReadonlyMap<VaultRef, Words>): readonly VaultEntry[] {
	const waiting = new Set<VaultRef>([...store.journal.all(), ...store.signIns.all()].map(({ ref }) => ref));
	return store.vaultEntries.all().filter(({ ref, kind, state, lease }) => {
		// A canary holds no secret.
		if (needed.has(ref) || waiting.has(ref) || kind === 'canary') return false;
		// What is being opened right now belongs to a process that lives.
		return state !== 'opening' || lease === null || locks.isAbandoned(lease);
	});
}

function lost(missing: readonly Words[]): readonly Finding[] {
	if (missing.length === 0) return [];
	const fix = [
		'Re-authenticate the connections (`latchkey reauth ALIAS`); add client secrets again (`latchkey api-client add`).',
	];
	return [fail('entries', words`The keychain has no entry for ${listed(missing)}`, fix)];
}

function leftBehind(unused: readonly VaultEntry[]): readonly Finding[] {
	if (unused.length === 0) return [];
	const many =
		unused.length === 1 ? 'An entry that nobody needs waits' : `${unused.length} entries that nobody needs wait`;
	return [warn('entries', [`${many} to be deleted`], ['`latchkey check --all` deletes what an ended process left.'])];
}

function leftover(store: Store): readonly Finding[] {
	const { vault, leftover: left } = vaultStatus({ store });
	if (!left) return [];
	const place = left.vault === 'keychain' ? 'keychain' : 'file under a passphrase';
	const message = words`A move that did not end left up to ${left.entries} entries in the ${place}`;
	return [warn('entries', message, words`\`latchkey vault use ${vault}\` deletes them.`)];
}
