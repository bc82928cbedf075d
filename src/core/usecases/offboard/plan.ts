import type { ApiClient } from '../../domain/api-client.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Connection } from '../../domain/connection.ts';
import type { SignInRecord } from '../../ports/store.ts';
import type { Context } from '../context.ts';

/** What an offboarding is about. */
export interface OffboardPlan {
	/** As it was written on the first of them. */
	readonly customer: string;
	readonly connections: readonly Connection[];
	/** API clients that no other customer's connections use. */
	readonly apiClients: readonly ApiClient[];
	/** Sign-ins on their way that would become connections of the customer, or renew them. */
	readonly signIns: readonly SignInRecord[];
	/** Of the same orgs, but written down for another customer or none: nobody is asked to revoke these. */
	readonly beside: readonly Connection[];
}

/** Everything of a customer, by name in whatever case. Throws CUSTOMER_UNKNOWN: a name mistyped must not look like nothing left. */
export function planOffboarding({ store }: Pick<Context, 'store'>, name: string): OffboardPlan {
	const wanted = name.trim().toLowerCase();
	const all = store.connections.all();
	const isMeant = ({ customer }: Pick<Connection, 'customer'>) => customer?.toLowerCase() === wanted;
	const connections = all.filter(isMeant);
	const signIns = store.signIns.all().filter(isMeant);
	const [first] = [...connections, ...signIns];
	if (!first) throw new AppError('CUSTOMER_UNKNOWN', { customer: name.slice(0, 80) });
	const others = all.filter((one) => !isMeant(one));
	const usedByOthers = new Set(others.map(({ apiClient }) => apiClient));
	const used = new Set(connections.map(({ apiClient }) => apiClient));
	const orgs = new Set(connections.map(placeOf));
	return {
		customer: first.customer ?? wanted,
		connections,
		signIns,
		apiClients: store.apiClients.all().filter(({ id }) => used.has(id) && !usedByOthers.has(id)),
		beside: others.filter((one) => one.ref !== null && orgs.has(placeOf(one))),
	};
}

function placeOf({ dataCenter, org }: Connection): string {
	return JSON.stringify([dataCenter, org.id]);
}
