import { z } from 'zod';
import { errorTable } from './error-codes.ts';

/** An error in words, as it crosses processes. */
export const errorView = z.strictObject({
	code: z.enum(Object.keys(errorTable) as [keyof typeof errorTable, ...(keyof typeof errorTable)[]]),
	message: z.string(),
	hint: z.string(),
});
