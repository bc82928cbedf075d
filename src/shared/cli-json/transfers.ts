import { z } from 'zod';
import { errorView } from '../error-view.ts';
import { importRow } from '../imports.ts';
import { connectionView, environment } from '../views.ts';
import { count } from './parts.ts';

/** Secrets that lie in plain text: where, never which. */
export const scan = z.strictObject({
	findings: z.array(
		z.strictObject({
			path: z.string(),
			line: count.nullable(),
			kind: z.enum(['token', 'client-secret', 'sdk-file-store', 'sdk-database', 'sdk-store-name']),
			fingerprint: z
				.string()
				.regex(/^[0-9a-f]{8}$/)
				.nullable(),
			records: count.nullable(),
		}),
	),
	files: count,
	bytes: count,
	skipped: z.strictObject({
		nodeModules: count,
		gitObjects: count,
		binary: count,
		links: count,
		special: count,
		tooBig: z.array(z.strictObject({ path: z.string(), bytes: count })),
		unreadable: z.array(z.strictObject({ path: z.string(), problem: z.string() })),
	}),
});

/** What an import would do. */
const importPlan = {
	dryRun: z.literal(true),
	/** By their numbers. */
	wouldImport: z.array(count),
};

const importedRecords = z.strictObject({
	records: z.array(importRow),
	results: z.array(
		z.discriminatedUnion('ok', [
			z.strictObject({ number: count, ok: z.literal(true), connection: connectionView }),
			z.strictObject({
				number: count,
				ok: z.literal(false),
				connection: connectionView.nullable(),
				error: errorView,
			}),
		]),
	),
	shredded: z.boolean().nullable(),
});

/** Records of another token store, and what became of them, or would. */
export const imported = z.union([
	importedRecords,
	importedRecords.omit({ results: true, shredded: true }).extend({ ...importPlan, wouldShred: z.boolean().nullable() }),
]);

const importedBundle = z.strictObject({
	connections: z.array(
		z.strictObject({
			number: count,
			alias: z.string(),
			org: z.string(),
			user: z.string(),
			dataCenter: z.string(),
			environment,
			customer: z.string().nullable(),
			hasSecret: z.boolean(),
			state: z.enum(['new', 'held', 'refused']),
			as: z.string().nullable(),
			problem: errorView.nullable(),
		}),
	),
	results: z.array(
		z.discriminatedUnion('ok', [
			z.strictObject({ number: count, ok: z.literal(true), connection: connectionView }),
			z.strictObject({ number: count, ok: z.literal(false), error: errorView }),
		]),
	),
});

/** Connections of a bundle, and what became of them, or would. */
export const bundleImported = z.union([importedBundle, importedBundle.omit({ results: true }).extend(importPlan)]);
