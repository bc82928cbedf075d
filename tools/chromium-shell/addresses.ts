// Chromium refuses schemes that it does not know, so a page of app://host/path is loaded from https://host.app.<DOMAIN>/path, an
// address that exists nowhere and that the shell answers. The main process sees the app's own addresses only.

const DOMAIN = 'chromium-shell.test';
const STANDARD_URL = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/s;

/** The schemes that the app registered. */
export const appSchemes = new Set<string>();

/** The address that Chromium loads. */
export function toChromium(url: string): string {
	const [, scheme = '', host = '', rest = ''] = STANDARD_URL.exec(url) ?? [];
	return appSchemes.has(scheme) ? `https://${host}.${scheme}.${DOMAIN}${rest || '/'}` : url;
}

/** The address that the main process sees. */
export function toApp(url: string): string {
	const [, , host = '', rest = ''] = STANDARD_URL.exec(url) ?? [];
	if (!url.startsWith('https:') || !host.endsWith(`.${DOMAIN}`)) return url;
	const name = host.slice(0, -DOMAIN.length - 1);
	const dot = name.lastIndexOf('.');
	return `${name.slice(dot + 1)}://${name.slice(0, dot)}${rest}`;
}

/** The origin that Electron gives to a frame of this address. */
export function originOf(url: string): string {
	const [, scheme = '', host = ''] = STANDARD_URL.exec(url) ?? [];
	return scheme && host ? `${scheme}://${host}` : 'null';
}

/** A Content-Security-Policy that names the app's own addresses or schemes, in Chromium's terms. */
export function policyForChromium(policy: string): string {
	return policy.replace(/(?<=^|[\s;,])([a-z][a-z0-9+.-]*):(\/\/[^\s;,]+)?(?=$|[\s;,])/g, (source, scheme: string) => {
		if (!appSchemes.has(scheme)) return source;
		return source.endsWith(':') ? `https://*.${scheme}.${DOMAIN}` : toChromium(source).replace(/\/$/, '');
	});
}
