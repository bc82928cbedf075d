import { z } from 'zod';
import { errorTable } from './error-codes.ts';

/** An error in words, as it crosses processes. */
export const errorView = z.strictObject({
	code: z.enum(Object.keys(errorTable) as [keyof typeof errorTable, ...(keyof typeof errorTable)[]]),
	message: z.string(),
	hint: z.string(),
	/** For the window alone, which says it again in its own language. */
	details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
