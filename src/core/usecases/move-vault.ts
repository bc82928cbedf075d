import { AppError } from '../domain/app-error.ts';
import { newId, type VaultRef } from '../domain/ids.ts';
import type { Secret } from '../domain/secret.ts';
import { type SecretVault, troubleError, type VaultDone } from '../ports/secret-vault.ts';
import type { SettingRepository, Store, VaultEntry } from '../ports/store.ts';
import { type EmptiedKeychain, emptiedKeychain } from '../protocol/emptied-keychain.ts';
import { type ChangedKeychain, changedKeychain, knownKeychain } from '../protocol/known-keychain.ts';
import { audit, type Context } from './context.ts';
import { recover } from './recover.ts';

/** Where the secrets lie: in the computer's keychain, or in a file of Latchkey's own, which one keychain entry or a passphrase opens. */
export type VaultKind = 'keychain' | 'file' | 'passphrase';

/** The places that a person can choose. */
export interface Vaults {
	readonly keychain: () => SecretVault;
	readonly file: () => SecretVault;
	readonly passphrase: () => SecretVault;
	/** Makes the file and its entry in the keychain, where there is none. */
	createFile(): Promise<void>;
	/** The entries of the keychain that open the file; they go with it. */
	fileRefs(): readonly VaultRef[];
	/** Removes the file once nothing in it is needed. */
	removeFile(): void;
	/** See adapters/vault/entry-recovery.ts; as the next two. */
	setRecovery(passphrase: Secret | null): Promise<void>;
	recoverFile(passphrase: Secret): Promise<void>;
	startFileAnew(now: number): Promise<string>;
	/** Makes the file where there is none; one that is there keeps its passphrase. */
	createPassphrase(passphrase: Secret): Promise<void>;
	/** See `changePassphrase`. */
	changePassphrase(before: Secret, after: Secret): Promise<void>;
	/** Removes the file once nothing in it is needed. */
	removePassphrase(): void;
}

export interface VaultStatus {
	readonly vault: VaultKind;
	/** The keychain's name, as it was when it was last proved; null where it was never told. */
	readonly backend: string | null;
	/** Another keychain that answered instead of it, the last time that one was asked. */
	readonly changed: ChangedKeychain | null;
	/** That it had lost all that was stored in it, the last time that it was asked. */
	readonly emptied: EmptiedKeychain | null;
	/** How many entries Latchkey holds there. */
	readonly entries: number;
	/** What a move that did not end may have left at the other place. */
	readonly leftover: { readonly vault: VaultKind; readonly entries: number } | null;
}

export interface MovedVault extends VaultStatus {
	readonly moved: number;
	/** They could not be read where they were: those connections must sign in again. */
	readonly unreadable: number;
}

/** Told between two steps; tests end the process there. */
export type MoveStep = 'noted' | 'copied' | 'flipped' | 'deleted';

/** Where the secrets lie. Without the setting, in the keychain: the other place is never chosen in silence. */
export function chosenVault(settings: SettingRepository): VaultKind {
	const chosen = settings.get('vault');
	return chosen === 'passphrase' || chosen === 'file' ? chosen : 'keychain';
}

/** From the store alone: neither place is asked. */
export function vaultStatus({ store }: Pick<Context, 'store'>): VaultStatus {
	const leftover = leftoverOf(store.settings);
	return {
		vault: chosenVault(store.settings),
		backend: knownKeychain(store.settings),
		changed: changedKeychain(store.settings),
		emptied: emptiedKeychain(store),
		entries: store.vaultEntries.held(),
		leftover: leftover && { vault: leftover.vault, entries: leftover.refs.length },
	};
}

/**
 * Moves every secret to the other place: noted, copied and read back, then one transaction that says where they lie, then deleted where they
 * were. Killed at any step nothing is lost, and the same call goes on; a call for the place where they lie already clears what is left at
 * the other one. Where no secret was stored yet the old place is not asked: a computer may have no keychain at all. Nobody else may use the
 * store meanwhile. Rejects with STORE_IN_USE, KEYCHAIN_*, PASSPHRASE_WRONG.
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
		if (isInTheWay) await clear(context, vaults);
		const moved = from === kind ? none : await move(context, vaults, from, kind, passphrase, reached);
		await clear(context, vaults);
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
	note(store.settings, { vault: to, refs: [...new Set([...before, ...refsOf(store)])] });
	reached('noted');
	if (to === 'passphrase' && passphrase) await vaults.createPassphrase(passphrase);
	if (to === 'file') await vaults.createFile();
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
		note(store.settings, { vault: from, refs: refsOf(store) });
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
	if (to === 'passphrase' && passphrase) await vaults.createPassphrase(passphrase);
	context.store.transaction(() => {
		context.store.settings.set('vault', to);
		audit(context, 'secrets moved', null, { to, ...none });
	});
	context.emit({ type: 'store-changed' });
	return none;
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

/** Deletes what the place that was not chosen still holds. What it refuses stays noted. */
async function clear({ store }: Context, vaults: Vaults): Promise<void> {
	const left = leftoverOf(store.settings);
	if (!left) return;
	if (left.vault === 'passphrase') vaults.removePassphrase();
	else {
		const proof = newId.vaultRef();
		// Noted before the file goes, for it alone names the entry that opens it.
		const refs = [...left.refs, proof, ...(left.vault === 'file' ? vaults.fileRefs() : [])];
		note(store.settings, { ...left, refs });
		if (left.vault === 'file') vaults.removeFile();
		const gone = left.vault === 'file' ? unheld(store, refs) : refs;
		await using(vaults.keychain(), (vault) => deleteAll(vault, gone, proof));
	}
	store.settings.set('vault_leftover', '');
}

/**
 * A locked keyring says that it is done and deletes nothing; only an open one takes a new entry. That the last one is gone nobody can prove:
 * it holds no secret.
 */
async function deleteAll(vault: SecretVault, refs: readonly VaultRef[], proof: VaultRef): Promise<void> {
	for (const ref of refs) requireDone(await vault.delete(ref));
	requireDone(await vault.write(proof, '{"v":1}'));
	if ((await vault.read(proof)).state !== 'found') throw new AppError('KEYCHAIN_LOCKED');
	requireDone(await vault.delete(proof));
}

function requireDone(outcome: VaultDone): void {
	if (outcome.state !== 'done') throw troubleError(outcome);
}

async function using<T>(vault: SecretVault, act: (vault: SecretVault) => Promise<T>): Promise<T> {
	try {
		return await act(vault);
	} finally {
		await vault.close();
	}
}

/** Those that no row knows: proofs of moves that were interrupted. */
function unheld(store: Store, refs: readonly VaultRef[]): readonly VaultRef[] {
	const held = new Set(refsOf(store));
	return refs.filter((ref) => !held.has(ref));
}

function refsOf({ vaultEntries }: Store): readonly VaultRef[] {
	return vaultEntries.all().map(({ ref }) => ref);
}

interface Leftover {
	readonly vault: VaultKind;
	readonly refs: readonly VaultRef[];
}

function note(settings: SettingRepository, leftover: Leftover): void {
	settings.set('vault_leftover', JSON.stringify(leftover));
}

function leftoverOf(settings: SettingRepository): Leftover | null {
	const text = settings.get('vault_leftover');
	return text ? JSON.parse(text) : null;
}
