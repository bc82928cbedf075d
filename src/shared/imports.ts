import { z } from 'zod';
import { errorView } from './error-view.ts';

/** A record of an SDK's store as it may be shown: nothing secret. */
export const importRow = z.strictObject({
	/** Its place in the source, from 1. */
	number: z.int().positive(),
	id: z.string().nullable(),
	userSignature: z.string().nullable(),
	clientId: z.string().nullable(),
	dataCenter: z.string().nullable(),
	/** `held`: a connection has its refresh token already. */
	state: z.enum(['new', 'held', 'refused']),
	heldAs: z.string().nullable(),
	problem: errorView.nullable(),
});
export type ImportRowView = z.infer<typeof importRow>;

/** A store that was read and waits in the main process for the person's choice. */
export const importView = z.strictObject({
	id: z.string(),
	/** The file's own name, without its folders; of a server its place, without user and password. */
	name: z.string(),
	/** Whether it is a file, which can be overwritten and removed. */
	isFile: z.boolean(),
	/** Whether some records do not say where they belong. */
	lacksDataCenter: z.boolean(),
	rows: z.array(importRow).readonly(),
});
export type ImportView = z.infer<typeof importView>;

/** What became of each record that was taken; `alias`: the connection that it is now, also where only its check failed. */
export const importResult = z.strictObject({
	results: z
		.array(z.strictObject({ number: z.int(), alias: z.string().nullable(), error: errorView.nullable() }))
		.readonly(),
	/** Records that no connection holds: as long as there are some, a file cannot be shredded. */
	left: z.int().nonnegative(),
});
export type ImportResult = z.infer<typeof importResult>;
