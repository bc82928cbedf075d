import { z } from 'zod';
import { errorView } from '../error-view.ts';
import { connectionView } from '../views.ts';
import { auditEntry, count, hash, time } from './parts.ts';

/** What `offboard` did, what proves it, and what is left. */
export const offboarded = z.strictObject({
	customer: z.string(),
	/** Every connection is proved, and nothing is open. */
	complete: z.boolean(),
	connections: z.array(
		z.strictObject({
			connection: connectionView,
			proof: z.strictObject({
				revoked: z.boolean(),
				/** Null: revoked in an earlier run, no token is left to try. */
				refreshRefused: z.boolean().nullable(),
				/** Null: the keychain is not open. */
				keychainEntries: z.enum(['gone', 'left']).nullable(),
				sealedValues: count,
				replacedTokens: count,
			}),
			forgotten: z.boolean(),
			error: errorView.nullable(),
		}),
	),
	/** Aliases that it was not done for, such as after Ctrl-C. */
	notDone: z.array(z.string()),
	/** Proved and forgotten in earlier runs. */
	earlier: z.array(z.strictObject({ alias: z.string(), at: time })),
	left: z.array(
		z.strictObject({ state: z.enum(['open', 'kept']), what: z.string(), why: z.string(), next: z.string() }),
	),
	audit: z.strictObject({
		rows: z.array(auditEntry.extend({ seq: count, hash })),
		head: z.strictObject({ seq: count, hash }),
		firstBreak: count.nullable(),
	}),
	report: z.string().nullable(),
});
