import type { SignInNotice } from '../../shared/sign-in-notices.ts';
import type { Connection } from '../domain/connection.ts';
import type { DataCenter } from '../domain/data-center.ts';
import type { SignInRecord } from '../ports/store.ts';
import type { Context } from './context.ts';
import { twinOf } from './twin.ts';

/** What a person should know about a sign-in although it worked. */
export function noticesFor(
	context: Context,
	connection: Connection,
	startedAt: DataCenter,
	landed: DataCenter,
	{ kind, alias: askedAlias }: Pick<SignInRecord, 'kind' | 'alias'>,
): readonly SignInNotice[] {
	const notices: SignInNotice[] = [];
	if (landed.id !== startedAt.id)
		notices.push({ code: 'other data center', landed: landed.name, startedAt: startedAt.name });
	// Who chose to renew what was there keeps its alias, and nobody has taken the asked one.
	if (askedAlias !== null && askedAlias !== connection.alias && isInUse(context, askedAlias)) {
		notices.push({ code: 'alias taken', asked: askedAlias, alias: connection.alias });
	}
	// A re-authentication adds nothing: who has two on purpose is not told each time.
	const twin = kind === 'connect' ? twinOf(context, connection, connection) : null;
	if (twin) notices.push({ code: 'twin', alias: twin.alias });
	return notices;
}

function isInUse({ store }: Context, alias: string): boolean {
	return store.connections.all().some((other) => other.alias.toLowerCase() === alias.toLowerCase());
}
