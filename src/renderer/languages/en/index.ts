import { englishScopes } from '../../../shared/scope-words.ts';
import { englishNotices } from '../../../shared/sign-in-notices.ts';
import { connect } from './connect.ts';
import { connection } from './connection.ts';
import { connectionList } from './connection-list.ts';
import { general } from './general.ts';
import { imports } from './imports.ts';
import { settings } from './settings.ts';

/** Every text of the window, in English. Another language is another object of this form beside it (words.ts). */
export const en = {
	locale: 'en-GB',
	/** The direction that the language is written in. */
	direction: 'ltr' as 'ltr' | 'rtl',
	appName: 'Latchkey',
	/** What happened, and waits to be read. */
	messages: 'Messages',
	scopes: englishScopes,
	notices: englishNotices,
	...general,
	...connectionList,
	...connection,
	...connect,
	...imports,
	...settings,
};

/** The form of a catalogue: every language has every text. */
export type Words = typeof en;
