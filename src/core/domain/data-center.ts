import { AppError } from './app-error.ts';
import { isLoopback } from './loopback.ts';

/** A Zoho data center, a custom one, or one of the practice CRM: owns an accounts host and its API hosts. */
export interface DataCenter {
	readonly id: string;
	readonly name: string;
	/** Zoho's code in the callback's `location`; null where a custom server may send anything. */
	readonly location: string | null;
	/** Origin without a trailing slash. */
	readonly accountsUrl: string;
	readonly apiUrl: string;
	/** Every origin that a token of this data center may be sent to, `apiUrl` included. */
	readonly apiUrls: readonly string[];
	readonly consoleUrl: string | null;
	readonly kind: 'built-in' | 'custom' | 'practice';
	/** False where no Zoho source was found for the hosts. */
	readonly confirmed: boolean;
}

interface Row {
	readonly id: string;
	readonly name: string;
	readonly accounts: string;
	readonly api: string;
	readonly console: string;
	readonly confirmed?: false;
}

// Sources: the official SDK's data center classes, Zoho Accounts "Multi DC", Zoho CRM "Multi DC" (docs/zoho.md).
const rows: readonly Row[] = [
	{
		id: 'us',
		name: 'United States',
		accounts: 'accounts.zoho.com',
		api: 'zohoapis.com',
		console: 'api-console.zoho.com',
	},
	{ id: 'eu', name: 'Europe', accounts: 'accounts.zoho.eu', api: 'zohoapis.eu', console: 'api-console.zoho.eu' },
	{ id: 'in', name: 'India', accounts: 'accounts.zoho.in', api: 'zohoapis.in', console: 'api-console.zoho.in' },
	{
		id: 'au',
		name: 'Australia',
		accounts: 'accounts.zoho.com.au',
		api: 'zohoapis.com.au',
		console: 'api-console.zoho.com.au',
	},
	{ id: 'jp', name: 'Japan', accounts: 'accounts.zoho.jp', api: 'zohoapis.jp', console: 'api-console.zoho.jp' },
	{
		id: 'cn',
		name: 'China',
		accounts: 'accounts.zoho.com.cn',
		api: 'zohoapis.com.cn',
		console: 'api-console.zoho.com.cn',
	},
	// Canada's accounts host is on another domain than its API host.
	{
		id: 'ca',
		name: 'Canada',
		accounts: 'accounts.zohocloud.ca',
		api: 'zohoapis.ca',
		console: 'api-console.zohocloud.ca',
	},
	{ id: 'sa', name: 'Saudi Arabia', accounts: 'accounts.zoho.sa', api: 'zohoapis.sa', console: 'api-console.zoho.sa' },
	// UNCONFIRMED: no Zoho source names the API hosts of the UK and the UAE.
	{
		id: 'uk',
		name: 'United Kingdom',
		accounts: 'accounts.zoho.uk',
		api: 'zohoapis.uk',
		console: 'api-console.zoho.uk',
		confirmed: false,
	},
	{
		id: 'ae',
		name: 'United Arab Emirates',
		accounts: 'accounts.zoho.ae',
		api: 'zohoapis.ae',
		console: 'api-console.zoho.ae',
		confirmed: false,
	},
];

/** The data centers that Latchkey knows from the start. */
export const builtInDataCenters: readonly DataCenter[] = rows.map((row) => ({
	id: row.id,
	name: row.name,
	location: row.id,
	accountsUrl: `https://${row.accounts}`,
	apiUrl: `https://www.${row.api}`,
	apiUrls: [`https://www.${row.api}`, `https://sandbox.${row.api}`, `https://developer.${row.api}`],
	consoleUrl: `https://${row.console}`,
	kind: 'built-in',
	confirmed: row.confirmed ?? true,
}));

/** A person's URL of an accounts or API host as an origin; https, or http on loopback. Throws DATA_CENTER_REFUSED. */
export function parseOrigin(text: string): string {
	const refuse = (problem: string) => new AppError('DATA_CENTER_REFUSED', { problem });
	// `new URL` forgives tabs, newlines and backslashes: what it would repair is refused instead.
	if (/[\s\\\p{Cc}]/u.test(text)) throw refuse('a URL with spaces or control characters');
	if (!URL.canParse(text)) throw refuse(`"${text}" is not a URL`);
	const url = new URL(text);
	if (url.username || url.password) throw refuse('a URL with a user name');
	if (url.search || url.hash || (url.pathname !== '/' && url.pathname !== ''))
		throw refuse('a URL with a path or query');
	if (url.protocol === 'https:') return url.origin;
	if (url.protocol === 'http:' && isLoopback(url)) return url.origin;
	throw refuse(url.protocol === 'http:' ? 'http is only for localhost' : `${url.protocol} is not https`);
}

/**
 * The API origin that goes with an accounts origin by Zoho's naming (accounts.zoho.X, www.zohoapis.X), or null where the name is another one.
 * A guess to be shown to a person, never trusted by itself: Canada's does not follow it.
 */
export function apiUrlBeside(accountsUrl: string): string | null {
	const ending = /^https:\/\/accounts\.zoho\.([a-z.]{2,10})$/.exec(accountsUrl)?.[1];
	return ending ? `https://www.zohoapis.${ending}` : null;
}

/** What the callback says about where the user lives. */
export interface CallbackLocation {
	readonly accountsServer: string | null;
	readonly location: string | null;
}

/**
 * The data center that a callback leads to. Both values only pick a row of the table, by exact match; the code and the client secret go
 * to the row's own host (RFC 9700 section 4.4: mix-up). Throws ACCOUNTS_SERVER_UNKNOWN or CALLBACK_INVALID, before anything is sent.
 */
export function dataCenterOfCallback(
	callback: CallbackLocation,
	startedAt: DataCenter,
	known: readonly DataCenter[],
): DataCenter {
	const { accountsServer, location } = callback;
	if (accountsServer === null) {
		// Zoho always sends both. Without either, the answer can only be from the server that was asked.
		if (location === null || location === startedAt.location || startedAt.location === null) return startedAt;
		throw new AppError('CALLBACK_INVALID', { problem: 'a location without an accounts server' });
	}
	const found = known.find((dataCenter) => dataCenter.accountsUrl === accountsServer);
	if (!found) throw new AppError('ACCOUNTS_SERVER_UNKNOWN', { server: hostOf(accountsServer) });
	if (location !== null && found.location !== null && location !== found.location) {
		throw new AppError('CALLBACK_INVALID', { problem: 'its location and its accounts server disagree' });
	}
	return found;
}

/** The API origin of a token answer: one of the data center's own, or its default when Zoho names none. Throws API_DOMAIN_UNKNOWN. */
export function apiDomainOf(dataCenter: DataCenter, apiDomain: string | null): string {
	if (apiDomain === null) return dataCenter.apiUrl;
	if (dataCenter.apiUrls.includes(apiDomain)) return apiDomain;
	throw new AppError('API_DOMAIN_UNKNOWN', { dataCenter: dataCenter.name, server: hostOf(apiDomain) });
}

/** A stranger's server for a message: its host alone, and none that could be a token in disguise. */
function hostOf(text: string): string {
	const host = URL.canParse(text) ? new URL(text).host : '';
	return /^[a-z0-9.:[\]-]{1,80}$/.test(host) && !/[0-9a-f]{12}/.test(host) ? host : 'not shown here';
}
