import type { SignInNotice } from './sign-in-notice.ts';

// No schema here: the window reads this file, and its policy allows no code that is made while it runs.

export type { SignInNotice };

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
