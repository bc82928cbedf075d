import type { Connection } from '../domain/connection.ts';
import type { Context } from './context.ts';

/** Zoho keeps this many refresh tokens a user and client; one more silently ends the oldest, even one in use. */
export const slotLimit = 20;

type SlotOwner = Pick<Connection, 'apiClient' | 'dataCenter' | 'user'>;

/** How many of the token slots of this user and API client are held here, replaced tokens that still wait for their revoke included. */
export function slotsHeld(context: Pick<Context, 'store'>, { apiClient, dataCenter, user }: SlotOwner): number {
	return slotsByUser(context, apiClient, dataCenter).get(user.email) ?? 0;
}

/** The users whose next sign-in with this API client would push out a token that is held here; by e-mail. */
export function usersWithoutSlot(
	context: Pick<Context, 'store'>,
	apiClient: string,
	dataCenter: string,
): readonly string[] {
	return [...slotsByUser(context, apiClient, dataCenter)].flatMap(([email, held]) =>
		held >= slotLimit ? [email] : [],
	);
}

/** How many of its slots each user of an API client holds at a data center; by e-mail. */
export function slotsByUser(
	{ store }: Pick<Context, 'store'>,
	apiClient: string,
	dataCenter: string,
): ReadonlyMap<string, number> {
	const mine = store.connections.all().filter((one) => one.apiClient === apiClient && one.dataCenter === dataCenter);
	const emails = new Map<string, string>(mine.map(({ id, user }) => [id, user.email]));
	const held = [
		...mine.flatMap(({ ref, user }) => (ref === null ? [] : [user.email])),
		...store.journal.all().flatMap(({ connection }) => emails.get(connection) ?? []),
	];
	return held.reduce((counts, email) => counts.set(email, (counts.get(email) ?? 0) + 1), new Map<string, number>());
}
