import type { ConnectionView, DataCenterView } from '../../shared/views.ts';
import type { Secret } from '../domain/secret.ts';
import type { Asker } from '../domain/token-budget.ts';
import { liveToken, refresh } from '../usecases/access-tokens.ts';
import { type Activity, activityOf } from '../usecases/activity.ts';
import { check } from '../usecases/check.ts';
import { skewMs } from '../usecases/clock-skew.ts';
import { ConnectionList } from '../usecases/connection-list.ts';
import { type Context, connectionByTarget, dataCenterById } from '../usecases/context.ts';
import { type ConnectionChange, editConnection } from '../usecases/edit-connection.ts';
import { forget, isHeld } from '../usecases/forget.ts';
import { revoke } from '../usecases/revoke.ts';
import { sharersOf } from '../usecases/shared-token.ts';
import { slotLimit, slotsHeld } from '../usecases/token-slots.ts';
import { connectionView, dataCenterView } from '../usecases/views.ts';

/** A live access token as it is handed out. */
export interface HandedToken {
	readonly connection: ConnectionView;
	readonly accessToken: Secret;
	/** By Zoho's clock, which this machine's may differ from. */
	readonly expiresAt: Date;
	readonly expiresInSeconds: number;
	readonly dataCenter: DataCenterView;
}

/** What is done with a connection. */
export function connectionActs(context: Context) {
	const connectionList = new ConnectionList(context);
	const view = (connection: Parameters<typeof connectionView>[1]) => connectionView(context, connection);
	return {
		/** From the store alone: no network, no keychain. What did not change since the last call is the same object again. */
		list: (): readonly ConnectionView[] => connectionList.all(),
		/** By alias or id. Throws CONNECTION_UNKNOWN. */
		get: (target: string): ConnectionView => view(connectionByTarget(context, target)),
		check: async (target: string): Promise<ConnectionView> => view(await check(context, target)),
		refresh: async (target: string): Promise<ConnectionView> =>
			view((await refresh(context, target, 'person')).connection),
		/** A token that lives at least so long; without a network call where the cached one does. */
		token: async (target: string, minTtlSeconds: number, asker: Asker = 'program'): Promise<HandedToken> => {
			const live = await liveToken(context, target, minTtlSeconds, asker);
			const dataCenter = dataCenterView(dataCenterById(context, live.connection.dataCenter));
			return {
				connection: view(live.connection),
				accessToken: live.accessToken,
				// By Zoho's clock, for whoever reads it elsewhere; the seconds are right on this machine, too.
				expiresAt: new Date(live.expiresAt + skewMs(context)),
				expiresInSeconds: Math.max(0, Math.floor((live.expiresAt - context.clock.now()) / 1000)),
				dataCenter,
			};
		},
		/** `prove`: with a refresh attempt that must be refused. */
		revoke: async (target: string, options: { readonly prove?: boolean } = {}): Promise<ConnectionView> =>
			view(await revoke(context, target, options)),
		/** The other connections that hold the same refresh token, and so end when it is revoked; no network, no keychain. */
		sharers: (target: string): readonly ConnectionView[] =>
			sharersOf(context, connectionByTarget(context, target)).map(view),
		/** Its alias, customer, tags, colour, notes or pin; no network, no keychain. Throws ALIAS_* or LABEL_REFUSED. */
		edit: (target: string, change: ConnectionChange): ConnectionView => view(editConnection(context, target, change)),
		/** What happened to it lately, the newest first; details hold no secret. */
		activity: (target: string): readonly Activity[] => activityOf(context, connectionByTarget(context, target).id),
		/** How many of the token slots of its user and API client are held here. */
		slots: (target: string): { readonly held: number; readonly limit: number } => ({
			held: slotsHeld(context, connectionByTarget(context, target)),
			limit: slotLimit,
		}),
		/** Whether forgetting it would leave a refresh token alive at Zoho. */
		isHeld: (target: string): boolean => isHeld(connectionByTarget(context, target)),
		forget: (target: string, evenIfHeld: boolean): Promise<void> => forget(context, target, evenIfHeld),
	};
}
