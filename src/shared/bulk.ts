import { z } from 'zod';
import { errorView } from './error-view.ts';

/** What the window can do with many connections at once. */
export const bulkActs = ['check', 'refresh', 'revoke'] as const;
export const bulkAct = z.enum(bulkActs);
export type BulkAct = (typeof bulkActs)[number];

/** What a bulk act would do, before it does. */
export const bulkPlan = z.strictObject({
	act: bulkAct,
	/** Ids of those that it would touch, in order. */
	ids: z.array(z.string()).readonly(),
	skipped: z.array(z.strictObject({ id: z.string(), why: z.enum(['revoked', 'production']) })).readonly(),
	/** Ids of connections beside them that end, too: a revoke ends all that hold the same refresh token. */
	endsToo: z.array(z.string()).readonly(),
	/** Roughly; four go at a time. */
	seconds: z.number().int().nonnegative(),
});
export type BulkPlan = z.infer<typeof bulkPlan>;

/** A bulk act on its way or ended; what became of each connection so far. */
export const bulkView = z.strictObject({
	id: z.string(),
	act: bulkAct,
	state: z.enum(['running', 'paused', 'ended']),
	/** Paused by itself: it goes on when the network is back. */
	waitsForNetwork: z.boolean(),
	total: z.number().int().nonnegative(),
	results: z.array(z.strictObject({ id: z.string(), error: errorView.nullable() })).readonly(),
});
export type BulkView = z.infer<typeof bulkView>;
