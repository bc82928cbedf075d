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

type NoticeWords = { readonly [C in SignInNotice['code']]: (notice: Extract<SignInNotice, { code: C }>) => string };

/** A notice in the words of a catalogue. */
export function noticeWords(notice: SignInNotice, words: NoticeWords = englishNotices): string {
	switch (notice.code) {
		case 'other data center':
			return words[notice.code](notice);
		case 'alias taken':
			return words[notice.code](notice);
		case 'twin':
			return words[notice.code](notice);
	}
}

export const englishNotices: NoticeWords = {
	'other data center': ({ landed, startedAt }) => `This user lives in ${landed}; the sign-in began at ${startedAt}.`,
	'alias taken': ({ asked, alias }) => `The alias "${asked}" was taken meanwhile; this connection is "${alias}".`,
	twin: ({ alias }) => `"${alias}" is the same org, user and API client. Re-authenticate it next time instead.`,
};

export const germanNotices: NoticeWords = {
	'other data center': ({ landed, startedAt }) =>
		`Dieser Benutzer gehört zu ${landed}; die Anmeldung begann bei ${startedAt}.`,
	'alias taken': ({ asked, alias }) =>
		`Der Alias „${asked}“ wurde inzwischen vergeben; diese Verbindung heißt „${alias}“.`,
	twin: ({ alias }) =>
		`„${alias}“ ist dieselbe Org mit demselben Benutzer und API-Client. Melden Sie beim nächsten Mal diese erneut an.`,
};
