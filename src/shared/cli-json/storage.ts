import { z } from 'zod';
import { count, keychainStock, time } from './parts.ts';

/** The backups of the database. */
export const backups = z.strictObject({
	backups: z.array(
		z.strictObject({
			path: z.string(),
			kind: z.enum(['daily', 'before-migration', 'manual']),
			madeAt: time,
			bytes: count,
			restorable: z.boolean(),
		}),
	),
});

/** What came back from a backup, and what the keychain still has of it; or what would come back, and what would be set aside. */
export const restored = z.union([
	z.strictObject({
		file: z.string(),
		aside: z.string().nullable(),
		connections: count,
		apiClients: count,
		...keychainStock,
	}),
	z.strictObject({
		dryRun: z.literal(true),
		file: z.string(),
		setAside: z.string().nullable(),
		connections: count,
		apiClients: count,
		/** Hosts that somebody added, which would get secrets from then on. */
		dataCenters: z.array(z.strictObject({ id: z.string(), accountsUrl: z.string(), apiUrl: z.string() })),
	}),
]);

const vault = z.enum(['keychain', 'file', 'passphrase']);
/** Where the secrets lie. */
export const vaultStatus = z.strictObject({
	vault,
	/** The keychain's name, as it was last proved. */
	backend: z.string().nullable(),
	changed: z.strictObject({ before: z.string(), now: z.string() }).nullable(),
	/** That the keychain is open and has lost all that was stored in it. */
	emptied: z.strictObject({ keychain: z.string(), entries: count }).nullable(),
	entries: count,
	leftover: z.strictObject({ vault, entries: count }).nullable(),
});

/** What the vault has after a restore, or what a restore would exchange. */
export const vaultRestored = z.union([
	z.strictObject({ file: z.string(), aside: z.string().nullable(), ...keychainStock }),
	z.strictObject({ dryRun: z.literal(true), file: z.string(), setAside: z.string().nullable() }),
]);

/** Where the secrets lie with the keychain of today and what it holds, or what going on with it would leave. */
export const vaultAdopted = z.union([
	vaultStatus.extend(keychainStock),
	z.strictObject({
		dryRun: z.literal(true),
		before: z.string().nullable(),
		now: z.string().nullable(),
		setsFileAside: z.boolean(),
		held: keychainStock.held,
		signInAgain: keychainStock.signInAgain,
		secretsToAdd: keychainStock.secretsToAdd,
	}),
]);

/** Where the secrets lie after a move, or what a move would do. */
export const vaultMoved = z.union([
	vaultStatus.extend({ moved: count, unreadable: count }),
	z.strictObject({
		dryRun: z.literal(true),
		from: vault,
		to: vault,
		/** Entries; 0 where they lie there already. */
		moves: count,
		leftover: z.strictObject({ vault, entries: count }).nullable(),
	}),
]);
