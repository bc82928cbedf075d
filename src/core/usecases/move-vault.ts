import { AppError } from '../domain/app-error.ts';
import type { VaultRef } from '../domain/ids.ts';
import type { Secret } from '../domain/secret.ts';
import { type SecretVault, troubleError } from '../ports/secret-vault.ts';
import type { Store, VaultEntry } from '../ports/store.ts';
import { audit, type Context } from './context.ts';
import { failureOf } from './failure-of.ts';
import { recover } from './recover.ts';
import { clearLeftover, noteLeftover, refsOf, requireDone, using } from './vault-leftover.ts';
import type { VaultKind, Vaults } from './vault-places.ts';
import { chosenVault, leftoverOf, type VaultStatus, vaultStatus } from './vault-status.ts';

export interface MovedVault extends VaultStatus {
	readonly moved: number;
	/** They could not be read where they were: those connections must sign in again. */
	readonly unreadable: number;
}

/** Told between two steps; tests end the process there. */
export type MoveStep = 'noted' | 'copied' | 'flipped' | 'deleted';

/**
 * Moves every secret to the other place: noted, copied and read back, then one transaction that says where they lie, then deleted where they
 * were. Killed at any step nothing is lost, and the same call goes on; a call for the place where they lie already clears what is left at
 * the other one. Where no secret was stored yet the old place is not asked: a computer may have no keychain at all. What a disk that fails
 * after the move does not let be deleted stays noted as left over. Nobody else may use the store meanwhile. Rejects with STORE_IN_USE,
 * STORE_FAILED where nothing was moved, KEYCHAIN_*, PASSPHRASE_WRONG.
 */
export async function useVault(
	context: Context,
	vaults: Vaults,
	kind: VaultKind,
	passphrase: Secret | null,
	reached: (step: MoveStep) => void = () => undefined,
): Promise<MovedVault> {
	await recover(context);
	return context.store.alone(async () => {
		const from = chosenVault(context.store.settings);
		const left = leftoverOf(context.store.settings);
		// What a move left at a third place would be forgotten by the next note, and so would the entry of a file that is gone already.
		const isInTheWay = left && (left.vault !== kind || (kind === 'file' && vaults.fileRefs().length === 0));
		if (isInTheWay) await clearLeftover(context, vaults);
		const moved = from === kind ? none : await move(context, vaults, from, kind, passphrase, reached);
		const uncleared = await failureOf(() => clearLeftover(context, vaults));
		// Of what was moved STORE_FAILED would not be true; the status tells what is left.
		if (uncleared && (from === kind || uncleared.code !== 'STORE_FAILED')) throw uncleared;
		reached('deleted');
		return { ...vaultStatus(context), ...moved };
	});
}

const none = { moved: 0, unreadable: 0 };

async function move(
	context: Context,
	vaults: Vaults,
	from: VaultKind,
	to: VaultKind,
	passphrase: Secret | null,
	reached: (step: MoveStep) => void,
): Promise<typeof none> {
	const { store } = context;
	if (holdsNothing(store)) return begin(context, vaults, to, passphrase);
	await requireOpen(context);
	const before = leftoverOf(store.settings)?.refs ?? [];
	noteLeftover(store.settings, { vault: to, refs: [...new Set([...before, ...refsOf(store)])] });
	reached('noted');
	await create(vaults, to, passphrase);
	const entries = store.vaultEntries.all();
	const known = new Set(entries.map(({ ref }) => ref));
	const { moved, backend } = await using(vaults[from](), (source) =>
		using(vaults[to](), async (target) => {
			// What a move that was interrupted left there, and no row knows any more.
			for (const ref of before) if (!known.has(ref)) requireDone(await target.delete(ref));
			return { moved: await copyAll(source, target, entries), backend: (await target.identify?.()) ?? '' };
		}),
	);
	// Locked meanwhile it would have said "nothing" to every question.
	await requireOpen(context);
	reached('copied');
	store.transaction(() => {
		store.settings.set('vault', to);
		store.settings.set('vault_backend', backend);
		store.settings.set('vault_emptied', '');
		// What lies at the old place is the copy now.
		noteLeftover(store.settings, { vault: from, refs: refsOf(store) });
		audit(context, 'secrets moved', null, { to, ...moved });
	});
	context.emit({ type: 'store-changed' });
	reached('flipped');
	return moved;
}

/** Whether nothing was ever stored: the keychain was never seen open, and of what it was asked to take it took nothing. */
function holdsNothing({ vaultEntries, settings }: Store): boolean {
	const wasOpen = settings.get('canary_ref') !== null || leftoverOf(settings) !== null;
	return !wasOpen && vaultEntries.all().every(({ state }) => state === 'dead');
}

/** The first secret will lie there. */
async function begin(context: Context, vaults: Vaults, to: VaultKind, passphrase: Secret | null): Promise<typeof none> {
	await create(vaults, to, passphrase);
	context.store.transaction(() => {
		context.store.settings.set('vault', to);
		audit(context, 'secrets moved', null, { to, ...none });
	});
	context.emit({ type: 'store-changed' });
	return none;
}

async function create(vaults: Vaults, kind: VaultKind, passphrase: Secret | null): Promise<void> {
	if (kind === 'passphrase' && passphrase) await vaults.createPassphrase(passphrase);
	if (kind === 'file') await vaults.createFile();
}

async function requireOpen({ entries }: Context): Promise<void> {
	const state = await entries.probe();
	if (state.state !== 'ready') throw troubleError(state);
}

async function copyAll(source: SecretVault, target: SecretVault, entries: readonly VaultEntry[]): Promise<typeof none> {
	let [moved, unreadable] = [0, 0];
	for (const { ref, state } of entries) {
		const read = await source.read(ref);
		if (read.state === 'locked' || read.state === 'unavailable') throw troubleError(read);
		if (read.state === 'found') {
			await copy(target, ref, read.value);
			moved++;
		} else if (state === 'live') unreadable++;
	}
	return { moved, unreadable };
}

/** An entry that a move left there before counts once it says the same. */
async function copy(target: SecretVault, ref: VaultRef, value: string): Promise<void> {
	const there = await target.read(ref);
	if (there.state === 'locked' || there.state === 'unavailable') throw troubleError(there);
	if (there.state === 'found' && there.value === value) return;
	if (there.state === 'found') requireDone(await target.delete(ref));
	requireDone(await target.write(ref, value));
	const back = await target.read(ref);
	if (back.state !== 'found' || back.value !== value)
		throw new AppError('KEYCHAIN_UNAVAILABLE', { problem: 'it did not give back what was written' });
}
