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

/** What came back from a backup, and what the keychain still has of it. */
export const restored = z.strictObject({
	file: z.string(),
	aside: z.string().nullable(),
	connections: count,
	apiClients: count,
	...keychainStock,
});

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
