import { join } from 'node:path';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { AppError } from '../../src/core/domain/app-error.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { Figures } from '../fuzz/figures.ts';
import { FileVault } from '../integration/core/file-vault.ts';
import { databaseOf, telling } from './lab.ts';
import { Trials, type TriedAct, type Trouble } from './trial.ts';
import { hangingVault, keychainTroubles, TroubledVault } from './troubled-vault.ts';

export const triedActs: readonly TriedAct[] = ['connect', 'reauth', 'refresh', 'revoke', 'forget', 'add an API client'];

const keychainAnswers = ['KEYCHAIN_LOCKED', 'KEYCHAIN_UNAVAILABLE', 'SIGN_IN_UNFINISHED', 'REVOKE_QUEUED'];
const storeAnswers = ['STORE_FAILED', 'SIGN_IN_UNFINISHED', 'SIGN_IN_OUTCOME_UNKNOWN', 'REVOKE_QUEUED'];

/** A keychain that refuses, answers late or is locked at the n-th call of an act, and a database that is busy there, for every n. */
export async function stepFaults(acts = triedActs): Promise<Figures> {
	const figures = new Figures();
	const kinds: readonly ((at: number) => Trouble)[] = [
		...keychainTroubles.map((kind) => (at: number): Trouble => {
			let vault: TroubledVault | null = null;
			return {
				name: `keychain ${kind}, call ${at}`,
				answers: keychainAnswers,
				arm: (lab) => {
					vault = new TroubledVault(new FileVault(join(lab.folder, 'keychain')), kind, at);
					return { vault: telling(vault, (ref) => lab.written.add(ref)) };
				},
				disarm: () => vault?.wasHit ?? false,
			};
		}),
		busyAt,
	];
	const trials = new Trials(figures);
	for (const act of acts) for (const kind of kinds) for (let at = 1; await trials.try(act, kind(at)); at++);
	await trials.close();
	return figures;
}

/** A keychain that never answers the n-th call of an act: the time limits are the real ones, so the cases wait side by side. */
export async function hangs(acts: readonly TriedAct[]): Promise<Figures> {
	const figures = new Figures();
	const tryAll = async (act: TriedAct, first: number) => {
		const trials = new Trials(figures);
		for (let at = first; ; at += sideBySide) {
			let wasHit = () => false;
			const trouble: Trouble = {
				name: `keychain hangs, call ${at}`,
				answers: keychainAnswers,
				arm: (lab) => {
					const hanging = hangingVault(lab.folder, at);
					wasHit = hanging.wasHit;
					return { vault: telling(hanging.vault, (ref) => lab.written.add(ref)) };
				},
				disarm: () => wasHit(),
			};
			if (!(await trials.try(act, trouble))) break;
		}
		await trials.close();
	};
	const starts = Array.from({ length: sideBySide }, (_, n) => n + 1);
	await Promise.all(acts.flatMap((act) => starts.map((first) => tryAll(act, first))));
	return figures;
}

const sideBySide = 4;

/** The n-th write to the database fails as it does when another process holds it for longer than anyone waits. */
function busyAt(at: number): Trouble {
	let writes = 0;
	return {
		name: `database busy, write ${at}`,
		answers: storeAnswers,
		arm: (lab) => ({
			store: refusing(openSqliteStore(databaseOf(lab.folder)), (path) => {
				if (++writes === at) throw new AppError('STORE_FAILED', { path, problem: 'SQLITE_BUSY' });
			}),
		}),
		disarm: () => writes >= at,
	};
}

/** Asks before each write outside of a transaction, and before each transaction. */
function refusing(store: Store, ask: (what: string) => void): Store {
	let inside = false;
	const guard = <Part extends object>(part: Part, ...names: (keyof Part & string)[]): Part =>
		new Proxy(part, {
			get: (inner, name) => {
				const method: unknown = Reflect.get(inner, name, inner);
				if (typeof method !== 'function') return method;
				if (!names.some((one) => one === name)) return method.bind(inner);
				return (...values: unknown[]) => {
					if (!inside) ask(String(name));
					return method.apply(inner, values);
				};
			},
		});
	return {
		...store,
		connections: guard(store.connections, 'put', 'remove'),
		vaultEntries: guard(store.vaultEntries, 'add', 'setState', 'remove'),
		signIns: guard(store.signIns, 'put', 'remove'),
		settings: guard(store.settings, 'set'),
		checkpoint: () => {
			ask('checkpoint');
			store.checkpoint();
		},
		transaction: (act) => {
			if (inside) return store.transaction(act);
			ask('transaction');
			inside = true;
			try {
				return store.transaction(act);
			} finally {
				inside = false;
			}
		},
	};
}
