import { AppError } from './app-error.ts';

/** A redirect URI on this machine, taken apart. `text` is what Zoho compares, to the letter. */
export interface LoopbackRedirect {
	readonly text: string;
	readonly port: number;
	readonly path: string;
	/** What the listener binds: "localhost" means both families (RFC 8252 section 7.3 advises literals, Zoho users register both). */
	readonly addresses: readonly string[];
	/** Host headers that a real browser sends for it. */
	readonly hosts: readonly string[];
}

const addressesOf: Readonly<Record<string, readonly string[]>> = {
	localhost: ['127.0.0.1', '::1'],
	'127.0.0.1': ['127.0.0.1'],
	'[::1]': ['::1'],
};

/** Takes a registered redirect URI apart; throws REDIRECT_URI_REFUSED where Latchkey could not listen on it. */
export function parseRedirectUri(text: string): LoopbackRedirect {
	const refuse = (problem: string) => new AppError('REDIRECT_URI_REFUSED', { uri: text, problem });
	if (/[^\x21-\x7e]/.test(text) || !URL.canParse(text)) throw refuse('it is not a URL');
	const url = new URL(text);
	if (url.protocol !== 'http:') throw refuse('it must begin with http://');
	const addresses = Object.hasOwn(addressesOf, url.hostname) && addressesOf[url.hostname];
	if (!addresses) throw refuse('the host is not this machine');
	if (url.username || url.password || url.search || url.hash) throw refuse('it has a user, a query or a fragment');
	const port = Number(url.port);
	if (!Number.isInteger(port) || port < 1024) throw refuse('it needs a port from 1024 to 65535');
	// Zoho compares the strings: a URL that the browser would write otherwise can never match its own callback.
	if (url.href !== text && `${url.href}` !== `${text}/`) throw refuse(`write it as ${url.href}`);
	return { text, port, path: url.pathname, addresses, hosts: [url.host] };
}
