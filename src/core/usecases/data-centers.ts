import { AppError } from '../domain/app-error.ts';
import { apiUrlBeside, type DataCenter, parseOrigin } from '../domain/data-center.ts';
import { readServerInfo, type ServerInfo } from '../oauth/server-info.ts';
import { allDataCenters, audit, type Context, dataCenterById } from './context.ts';

export interface NewDataCenter {
	readonly id: string;
	readonly name: string;
	readonly accountsUrl: string;
	readonly apiUrl: string;
}

/** A data center that Zoho lists and nobody here trusts yet. */
export interface FoundDataCenter extends ServerInfo {
	/** By Zoho's naming; null where it cannot be guessed. */
	readonly apiUrl: string | null;
}

/** Adds a custom data center: tokens and secrets will be sent to its hosts. Throws DATA_CENTER_REFUSED or DATA_CENTER_EXISTS. */
export function addDataCenter(context: Context, wanted: NewDataCenter): DataCenter {
	const id = wanted.id.toLowerCase();
	const refuse = (problem: string) => new AppError('DATA_CENTER_REFUSED', { problem });
	if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(id))
		throw refuse(`"${wanted.id.slice(0, 40)}" is not a short word of letters, digits and dashes`);
	if (id.startsWith('practice-')) throw refuse('names that begin with "practice-" belong to the practice CRM');
	const name = wanted.name.trim();
	if (name === '' || name.length > 60 || /\p{Cc}/u.test(name))
		throw refuse('its name must have 1 to 60 characters on one line');
	const accountsUrl = parseOrigin(wanted.accountsUrl);
	const apiUrl = parseOrigin(wanted.apiUrl);
	const dataCenter: DataCenter = {
		...{ id, name, accountsUrl, apiUrl, apiUrls: [apiUrl] },
		// A custom server may call itself what it likes: its accounts host alone identifies it.
		location: null,
		consoleUrl: null,
		kind: 'custom',
		confirmed: true,
	};
	context.store.transaction(() => {
		const taken = allDataCenters(context).some((known) => known.id === id || known.accountsUrl === accountsUrl);
		if (taken) throw new AppError('DATA_CENTER_EXISTS', { id });
		context.store.dataCenters.put(dataCenter);
		audit(context, 'data center added', null, { id, accountsUrl, apiUrl });
	});
	context.emit({ type: 'store-changed' });
	return dataCenter;
}

/** The data centers that Zoho lists and Latchkey does not know; nothing is trusted by looking. Rejects with DATA_CENTER_UNKNOWN or PROVIDER_*. */
export async function newDataCenters(context: Context, askAt: string): Promise<readonly FoundDataCenter[]> {
	const listed = await readServerInfo(context.http, dataCenterById(context, askAt));
	const known = new Set(allDataCenters(context).map(({ accountsUrl }) => accountsUrl));
	return listed
		.filter(({ accountsUrl }) => !known.has(accountsUrl))
		.map((found) => ({ ...found, apiUrl: apiUrlBeside(found.accountsUrl) }));
}

/** Removes a custom data center. Throws DATA_CENTER_UNKNOWN, DATA_CENTER_BUILT_IN or DATA_CENTER_IN_USE. */
export function removeDataCenter(context: Context, id: string): void {
	context.store.transaction(() => {
		const dataCenter = dataCenterById(context, id);
		if (dataCenter.kind === 'built-in') throw new AppError('DATA_CENTER_BUILT_IN', { id });
		const users = context.store.connections
			.all()
			.filter((connection) => connection.dataCenter === dataCenter.id).length;
		if (users > 0)
			throw new AppError('DATA_CENTER_IN_USE', { id, count: users === 1 ? 'a connection' : `${users} connections` });
		const held = [...context.store.signIns.all(), ...context.store.journal.all()];
		if (held.some((one) => one.dataCenter === dataCenter.id))
			throw new AppError('DATA_CENTER_IN_USE', { id, count: 'a sign-in or a revoke on its way' });
		context.store.dataCenters.remove(dataCenter.id);
		audit(context, 'data center removed', null, { id: dataCenter.id });
	});
	context.emit({ type: 'store-changed' });
}
