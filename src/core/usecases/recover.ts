import { AppError } from '../domain/app-error.ts';
import { isPaused } from '../domain/token-budget.ts';
import type { SignInRecord } from '../ports/store.ts';
import { emptiedKeychain } from '../protocol/emptied-keychain.ts';
import type { Context } from './context.ts';
import { finishCandidate } from './finish-candidate.ts';
import { finishRevokes } from './finish-revokes.ts';
import { revoke } from './revoke.ts';
import { finishRotation, keptRotation } from './rotated-token.ts';
import { finishSaved, savedTokenOf } from './token-store/adopt-token.ts';

/** Whether an ended process left something half-done, or a revoke waits; a few queries, no keychain, no network. */
export function needsRecovery({ store, locks }: Context): boolean {
	return (
		store.journal.all().length > 0 ||
		store.vaultEntries
			.all()
			.some((entry) => entry.state === 'dead' || (entry.state === 'opening' && isAbandoned(locks, entry.lease))) ||
		store.signIns.all().some((signIn) => locks.isAbandoned(signIn.lease)) ||
		store.connections.revokeQueued().length > 0
	);
}

/**
 * Finishes or clears what an ended process left (protocol/README.md). Does nothing while the keychain is not open; running it twice is
 * running it once. Never rejects with an AppError: what cannot be done now stays for the next time.
 */
export async function recover(context: Context): Promise<void> {
	await tolerating(async () => {
		if (!needsRecovery(context)) return;
		await tolerating(() => context.locks.exclusively('recovery', () => recoverAlone(context)));
		context.emit({ type: 'store-changed' });
	});
}

async function recoverAlone(context: Context): Promise<void> {
	if ((await context.entries.probe()).state !== 'ready' || emptiedKeychain(context.store)) return;
	await finishSignIns(context);
	collectOpening(context);
	for (const { id, waitingUntil } of context.store.connections.revokeQueued()) {
		if (isPaused(waitingUntil, context.clock.now())) continue;
		await tolerating(() => revoke(context, id, { onlyQueued: true }));
	}
	await finishRevokes(context);
}

async function finishSignIns(context: Context): Promise<void> {
	const { store, steps, locks } = context;
	for (const record of store.signIns.all().filter((signIn) => locks.isAbandoned(signIn.lease))) {
		if (record.stage !== 'candidate') {
			steps.abandon(
				{ record },
				record.stage === 'code_sent' ? 'sign-in outcome unknown' : 'sign-in failed',
				'process ended',
			);
			continue;
		}
		await tolerating(async () => {
			const sealKey = await sealKeyOf(context, record);
			// The key is lost for good, and with it the answer: only saying so is left.
			if (sealKey === null) steps.abandon({ record }, 'sign-in outcome unknown', 'SECRET_UNREADABLE');
			else await finish(context, record, sealKey);
		});
	}
}

async function finish(context: Context, record: SignInRecord, sealKey: string): Promise<void> {
	const rotation = keptRotation(record, sealKey);
	if (rotation)
		return void (await context.locks.exclusively(record.connection, () => finishRotation(context, rotation)));
	const saved = savedTokenOf(record, sealKey);
	await (saved ? finishSaved(context, record, sealKey, saved) : finishCandidate(context, { record, sealKey }));
}

/** Null where the keychain is open without the entry. */
async function sealKeyOf({ entries }: Context, record: SignInRecord): Promise<string | null> {
	try {
		return (await entries.openConnection(record.ref, record.alias ?? record.id)).sealKey;
	} catch (error) {
		if (error instanceof AppError && error.code === 'SECRET_UNREADABLE') return null;
		throw error;
	}
}

/** Entries that an ended process began and nobody needs: the next collection deletes them. */
function collectOpening({ store, locks }: Context): void {
	const needed = new Set<string>(store.signIns.all().map((signIn) => signIn.ref));
	for (const entry of store.vaultEntries.all()) {
		if (entry.state !== 'opening' || needed.has(entry.ref) || !isAbandoned(locks, entry.lease)) continue;
		store.vaultEntries.setState(entry.ref, 'dead');
	}
}

function isAbandoned(locks: Context['locks'], lease: string | null): boolean {
	return lease === null || locks.isAbandoned(lease);
}

async function tolerating(act: () => Promise<unknown>): Promise<void> {
	try {
		await act();
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
	}
}
