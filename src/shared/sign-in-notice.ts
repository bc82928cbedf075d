import { z } from 'zod';

/** What a person should know about a sign-in although it worked. */
export const signInNotice = z.discriminatedUnion('code', [
	/** The user lives elsewhere than the sign-in began. */
	z.strictObject({ code: z.literal('other data center'), landed: z.string(), startedAt: z.string() }),
	/** The alias was taken while the sign-in waited. */
	z.strictObject({ code: z.literal('alias taken'), asked: z.string(), alias: z.string() }),
	/** `alias` is the same org, user and API client. */
	z.strictObject({ code: z.literal('twin'), alias: z.string() }),
]);
export type SignInNotice = z.infer<typeof signInNotice>;
