import type { Connection, Identity } from '../domain/connection.ts';
import type { Context } from './context.ts';

/** What becomes of a sign-in to an org that is connected already: it renews that connection, a second one is kept beside it, or the new token is given back. */
export type TwinChoice = 'renew' | 'keep both' | 'cancel';

/** Asks a person; the connection is the one that exists. */
export type AskAboutTwin = (twin: Connection) => Promise<TwinChoice>;

/** The connection of the same org, user, environment, API client and data center, if there is one that is not revoked. */
export function twinOf(
	{ store }: Pick<Context, 'store'>,
	identity: Identity,
	place: Pick<Connection, 'id' | 'apiClient' | 'dataCenter'>,
): Connection | null {
	const isTwin = (other: Connection) =>
		other.id !== place.id &&
		other.status !== 'revoked' &&
		other.apiClient === place.apiClient &&
		other.dataCenter === place.dataCenter &&
		other.org.id === identity.org.id &&
		other.user.email === identity.user.email &&
		other.environment === identity.environment;
	return store.connections.all().find(isTwin) ?? null;
}
