import type { Connection } from '../domain/connection.ts';
import type { Context } from './context.ts';

/** Zoho keeps this many refresh tokens a user and client; one more silently ends the oldest, even one in use. */
export const slotLimit = 20;

type SlotOwner = Pick<Connection, 'apiClient' | 'dataCenter' | 'user'>;

/** How many of the token slots of this user and API client are held here, replaced tokens that still wait for their revoke included. */
export function slotsHeld({ store }: Pick<Context, 'store'>, owner: SlotOwner): number {
	const mine = store.connections.all().filter((one) => isOwnedBy(one, owner));
	const ids = new Set<string>(mine.map(({ id }) => id));
	const waiting = store.journal.all().filter((entry) => ids.has(entry.connection));
	return mine.filter(({ ref }) => ref !== null).length + waiting.length;
}

/** The users whose next sign-in with this API client would push out a token that is held here; by e-mail. */
export function usersWithoutSlot(
	context: Pick<Context, 'store'>,
	apiClient: string,
	dataCenter: string,
): readonly string[] {
	const owners = context.store.connections
		.all()
		.filter((one) => one.apiClient === apiClient && one.dataCenter === dataCenter);
	const full = owners.filter((one) => slotsHeld(context, one) >= slotLimit);
	return [...new Set(full.map(({ user }) => user.email))];
}

function isOwnedBy(one: Connection, owner: SlotOwner): boolean {
	return (
		one.apiClient === owner.apiClient && one.dataCenter === owner.dataCenter && one.user.email === owner.user.email
	);
}
