import { AppError } from '../domain/app-error.ts';
import { type DataCenter, parseOrigin } from '../domain/data-center.ts';
import type { HttpClient } from '../ports/http-client.ts';
import { ask, jsonObject } from './answer.ts';

/** A data center that Zoho names: its location code and the origin of its accounts host. */
export interface ServerInfo {
	readonly location: string;
	readonly accountsUrl: string;
}

/**
 * Zoho's own list of accounts hosts. UNCONFIRMED shape, taken from three independent clients: `{"locations": {"us": "https://..."}}`. What is not
 * a plain https origin is left out. Rejects with PROVIDER_*.
 */
export async function readServerInfo(http: HttpClient, dataCenter: DataCenter): Promise<readonly ServerInfo[]> {
	const url = `${dataCenter.accountsUrl}/oauth/serverinfo`;
	const locations = jsonObject(await ask(http, { method: 'GET', url, reuse: true }), url).get('locations');
	if (typeof locations !== 'object' || locations === null) {
		throw new AppError('PROVIDER_MALFORMED', { host: new URL(url).host, problem: 'no locations in it' });
	}
	return Object.entries(locations).flatMap(([location, host]) => {
		const accountsUrl = originOrNull(host);
		return /^[a-z]{2,8}$/.test(location) && accountsUrl !== null ? [{ location, accountsUrl }] : [];
	});
}

function originOrNull(host: unknown): string | null {
	try {
		return typeof host === 'string' ? parseOrigin(host) : null;
	} catch (error) {
		if (error instanceof AppError) return null;
		throw error;
	}
}
