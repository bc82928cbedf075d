import { z } from 'zod';
import { connectionView, environment } from '../views.ts';
import { auditEntry, count, failed, time } from './parts.ts';

const bulkOf = (connection: z.ZodType) =>
	z.strictObject({
		results: z.array(
			z.discriminatedUnion('ok', [
				z.strictObject({
					target: z.string(),
					ok: z.literal(true),
					connection,
					skipped: z.literal(true).optional(),
				}),
				z.strictObject(failed('target')),
			]),
		),
	});

const bulk = bulkOf(connectionView);

/** What an act on many would do. */
export const dryRun = z.strictObject({
	dryRun: z.literal(true),
	results: z.array(z.strictObject({ target: z.string(), would: z.string(), connection: connectionView })),
});

/** An act on one name, or on many. */
export const oneOrMany = z.union([connectionView, bulk, dryRun]);

const shownConnection = connectionView.extend({ tokenSlots: z.strictObject({ held: count, limit: count }) });

/** Connections in full. */
export const shown = z.union([shownConnection, bulkOf(shownConnection)]);

/** What was forgotten; of several each as it last was. */
export const forgotten = z.union([z.strictObject({ id: z.string(), alias: z.string() }), bulk, dryRun]);

/** A live access token. */
export const token = z.strictObject({
	accessToken: z.string(),
	tokenType: z.literal('Zoho-oauthtoken'),
	expiresAt: time,
	expiresInSeconds: count,
	apiDomain: z.string(),
	accountsServer: z.string(),
	dataCenter: z.string(),
	environment,
	orgId: z.string(),
	alias: z.string(),
});

/** A live access token in a file. */
export const tokenFile = z.strictObject({
	file: z.string(),
	format: z.string(),
	alias: z.string(),
	expiresAt: time,
	expiresInSeconds: count,
});

/** What was done, the newest first. */
export const audit = z.strictObject({
	entries: z.array(auditEntry.extend({ alias: z.string().nullable() })),
	matching: count,
	/** The number of the first row that somebody changed. */
	firstBreak: count.nullable(),
});
