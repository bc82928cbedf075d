import type { Connection } from '../domain/connection.ts';
import type { DataCenter } from '../domain/data-center.ts';
import type { Context } from './context.ts';

/** What a person should know about a sign-in although it worked. */
export function noticesFor(
	{ store }: Context,
	connection: Connection,
	startedAt: DataCenter,
	landed: DataCenter,
	askedAlias: string | null,
): readonly string[] {
	const notices: string[] = [];
	if (landed.id !== startedAt.id)
		notices.push(`This user lives in ${landed.name}; the sign-in began at ${startedAt.name}.`);
	if (askedAlias !== null && askedAlias !== connection.alias) {
		notices.push(`The alias "${askedAlias}" was taken meanwhile; this connection is "${connection.alias}".`);
	}
	const twin = store.connections
		.all()
		.find(
			(other) =>
				other.id !== connection.id &&
				other.status !== 'revoked' &&
				other.org.id === connection.org.id &&
				other.user.email === connection.user.email &&
				other.apiClient === connection.apiClient,
		);
	if (twin) notices.push(`"${twin.alias}" is the same org, user and API client. Re-authenticate it next time instead.`);
	return notices;
}
