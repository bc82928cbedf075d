import { AppError } from './app-error.ts';

const names = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

/** Whether what is sent to a host never leaves this computer. */
export function isThisComputer(host: string): boolean {
	return names.test(host);
}

/** Throws PLAIN_NETWORK for a host that is an IP address: certificates are for names. */
export function requireName(host: string): void {
	if (/^[\d.]+$|:/.test(host))
		throw new AppError('PLAIN_NETWORK', { host, why: 'a certificate proves a name, not an address' });
}
