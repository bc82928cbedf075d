/** The proxy that calls go through, by host and port alone: its address may hold a password. Null: none; "?": not an address. */
export function proxyHost({ https_proxy, HTTPS_PROXY }: NodeJS.ProcessEnv): string | null {
	const url = https_proxy || HTTPS_PROXY || '';
	if (url === '') return null;
	// Node takes a proxy without a scheme for an http one.
	const full = url.includes('://') ? url : `http://${url}`;
	return URL.canParse(full) ? new URL(full).host : '?';
}
