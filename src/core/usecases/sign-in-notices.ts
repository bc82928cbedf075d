import type { Connection } from '../domain/connection.ts';
import type { DataCenter } from '../domain/data-center.ts';
import type { Context } from './context.ts';
import { twinOf } from './twin.ts';

/** What a person should know about a sign-in although it worked. */
export function noticesFor(
	context: Context,
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
	const twin = twinOf(context, connection, connection);
	if (twin) notices.push(`"${twin.alias}" is the same org, user and API client. Re-authenticate it next time instead.`);
	return notices;
}
