import { z } from 'zod';
import { errorView } from '../error-view.ts';

// What several of the promises share.

/** A time in UTC. */
export const time = z.iso.datetime();

export const count = z.number().int().nonnegative();

/** One of many that did not go well, under its name. */
export const failed = <Name extends string>(name: Name) => ({
	[name]: z.string(),
	ok: z.literal(false),
	error: errorView,
});

/** SHA-256 in hexadecimal digits. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A row of the audit log. */
export const auditEntry = z.strictObject({
	at: time,
	act: z.string(),
	connection: z.string().nullable(),
	details: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** What was found in the keychain, and why not everything could be asked for. */
export const keychainStock = {
	held: z.array(z.string()),
	signInAgain: z.array(z.string()),
	secretsToAdd: z.array(z.string()),
	keychain: errorView.nullable(),
};
