import { formsOf } from '../../shared/languages.ts';
import type { Environment } from '../../shared/views.ts';

const { counted, list } = formsOf('en-GB');

/** Names the org that an act is about. */
interface Named {
	readonly alias: string;
	readonly org: { readonly name: string };
	readonly user: { readonly email: string };
	readonly environment: Environment;
}

/** What is asked before it is done: `act` is the button that does it, `otherwise` the one that does not. */
export interface Question {
	readonly message: string;
	readonly detail: string;
	readonly act: string;
	readonly otherwise: string;
}

const cancel = 'Cancel';
const environments: Readonly<Record<Environment, string>> = {
	production: 'production',
	sandbox: 'sandbox',
	developer: 'developer edition',
	unknown: 'environment unknown',
};
const attention = (count: number) =>
	counted(count, { one: '# connection needs attention', other: '# connections need attention' });

/** The texts of the main process: dialogs, tray, notifications, the clipboard. Other languages are other objects of this form beside it. */
export const en = {
	cannotStart: 'Latchkey cannot start',
	/** Asked below the error that says what is damaged. */
	restore: (backup: string): Omit<Question, 'message'> => ({
		detail: `There is a whole backup: ${backup}\n\nThe damaged file is set aside, never deleted. The keychain keeps its secrets; what it lacks must sign in again.`,
		act: 'Restore the backup',
		otherwise: 'Quit',
	}),

	renew: ({ alias, org }: Pick<Named, 'alias' | 'org'>): Question => ({
		message: `Renew "${alias}" instead of adding a second one?`,
		detail: `${org.name} is connected with the same user and API client. Renewing keeps its id, alias and history.`,
		act: 'Renew',
		otherwise: 'Keep both',
	}),
	slots: (users: readonly string[]): Question => ({
		message: 'All token slots are in use. Sign in all the same?',
		detail: `Latchkey holds all 20 of ${list(users)}. One more sign-in as this user silently ends the oldest connection. Revoke one first to keep them all.`,
		act: 'Sign in',
		otherwise: cancel,
	}),
	/** `others` end with it: they hold the same refresh token. */
	revoke: ({ alias, org, user, environment }: Named, others: readonly string[]): Question => ({
		message: `Revoke "${alias}" at Zoho?`,
		detail: `${org.name}, ${environments[environment]}, ${user.email}.\n${endToo(others)}Programs that use it stop working at once.`,
		act: 'Revoke at Zoho',
		otherwise: cancel,
	}),
	/** `aliases` names the first ones of `count`; `others` end with them. */
	revokeAll: (aliases: readonly string[], count: number, production: number, others: readonly string[]): Question => ({
		message: counted(count, { one: 'Revoke # connection at Zoho?', other: 'Revoke # connections at Zoho?' }),
		detail: `${named(aliases, count)}.\n${endToo(others)}${counted(production, { one: '# of them is production.', other: '# of them are production.' })} Programs that use them stop working at once.`,
		act: 'Revoke at Zoho',
		otherwise: cancel,
	}),
	forget: (alias: string): Question => ({
		message: `Forget "${alias}"?`,
		detail: 'Its record is removed here. Zoho is not told.',
		act: 'Forget',
		otherwise: cancel,
	}),
	forgetHeld: (alias: string): Question => ({
		message: `Forget "${alias}"?`,
		detail: 'Its refresh token stays alive at Zoho. To end it there, revoke it first.',
		act: 'Forget',
		otherwise: cancel,
	}),
	trust: (location: string, accountsUrl: string, apiUrl: string): Question => ({
		message: `Trust the data center "${location}"?`,
		detail: `Client secrets will be sent to ${accountsUrl} and tokens to ${apiUrl}. Zoho lists the first; the second follows Zoho's naming and is not confirmed.`,
		act: 'Trust',
		otherwise: cancel,
	}),
	writeSecrets: ({ alias, org, environment }: Omit<Named, 'user'>): Question => ({
		message: `Write the secrets of "${alias}" to a file?`,
		detail: `${org.name}, ${environments[environment]}. The refresh token and the client secret will stand in the file in plain text, for everybody who can read it.`,
		act: 'Choose the file',
		otherwise: cancel,
	}),
	shred: (file: string): Question => ({
		message: `Overwrite and remove "${file}"?`,
		detail:
			'It is overwritten once with random bytes and removed. That is no proof: SSDs, copy-on-write disks, journals, snapshots and backups may keep the old bytes. The sure way is to re-authenticate and let Latchkey revoke the old tokens.',
		act: 'Overwrite and remove',
		otherwise: cancel,
	}),
	chooseStore: "Choose an SDK's token file or SQLite store",
	chooseBrowser: 'Choose a browser, or a program of your own',
	/** The page says all of it: the server stands alone, where no name of a user can look like another one. */
	readMysql: (server: string, user: string, table: string): Question => ({
		message: `Read the token store on ${server}?`,
		detail: `The password that was typed is sent to it, and to nobody else.\nUser ${user}, table ${table}.`,
		act: 'Read it',
		otherwise: cancel,
	}),
	setUpVault: {
		message: 'Keep the secrets in a file under a passphrase?',
		detail:
			'This computer has no keychain. The file is sealed, but whoever copies it can guess at the passphrase as long as they like. Latchkey asks for it at every start. Nobody can recover it: without it every connection must sign in again.',
		act: 'Use the passphrase',
		otherwise: cancel,
	} as Question,

	tray: {
		open: 'Open Latchkey',
		openLocked: 'Open Latchkey (locked)',
		locked: 'Latchkey, locked',
		nothing: 'Nothing needs attention',
		attention,
		copyToken: (alias: string) => `Copy token: ${alias}`,
		lock: 'Lock',
		quit: 'Quit Latchkey',
	},
	notification: { title: attention, body: 'Open Latchkey to see what to do.' },

	environments,
	statuses: {
		pending: 'waiting for sign-in',
		connected: 'connected',
		unverified: 'not checked yet',
		needs_reauth: 'needs re-auth',
		waiting: 'paused',
		unreachable: 'could not reach Zoho',
		locked: 'locked',
		revoke_queued: 'revoke waiting for network',
		revoked: 'revoked',
	},
	/** A list of connections in a file: its headings, and what the dialog proposes. */
	list: {
		file: 'connections',
		forms: { csv: 'Spreadsheet (CSV)', json: 'For programs (JSON)' },
		columns: {
			...{ alias: 'Alias', org: 'Org', orgId: 'Org id', customer: 'Customer', dataCenter: 'Data center' },
			...{ environment: 'Environment', status: 'Status', user: 'User', scopes: 'Scopes', checked: 'Last checked' },
		},
	},

	bulk: {
		acts: { check: 'Check', refresh: 'Refresh', revoke: 'Revoke' },
		outcomes: { done: 'done', failed: 'failed', 'not begun': 'not begun' },
		heading: (act: string, done: number, failed: number, notDone: number) =>
			`${act}: ${done} done, ${failed} failed, ${notDone} not begun`,
	},
};

function named(aliases: readonly string[], count: number): string {
	const more = count - aliases.length;
	return more > 0
		? `${aliases.join(', ')} ${counted(more, { one: 'and # more', other: 'and # more' })}`
		: aliases.join(', ');
}

/** The form of a catalogue of the main process: every language has every text. */
export type MainWords = typeof en;

/** A line of its own; empty where nothing else ends. */
function endToo(aliases: readonly string[]): string {
	if (aliases.length === 0) return '';
	const end = { one: 'ends, too: it holds', other: 'end, too: they hold' };
	return `${list(aliases)} ${counted(aliases.length, end)} the same refresh token.\n`;
}
