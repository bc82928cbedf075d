import { z } from 'zod';

/** What `doctor` found, each with its fix. */
export const doctor = z.strictObject({
	findings: z.array(
		z.strictObject({
			check: z.enum([
				'version',
				'settings',
				'files',
				'database',
				'audit log',
				'keychain',
				'entries',
				'environment',
				'callback port',
				'network',
				'clock',
				'token slots',
			]),
			level: z.enum(['ok', 'warn', 'fail']),
			message: z.string(),
			fix: z.string().nullable(),
		}),
	),
	versions: z.strictObject({ latchkey: z.string(), node: z.string(), sqlite: z.string(), platform: z.string() }),
	/** Where the report lies, if one was asked for. */
	bundle: z.string().nullable(),
});
