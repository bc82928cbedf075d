import type { Core } from '../../src/core/create-core.ts';
import type { SignInHandle } from '../../src/core/facade/sign-ins.ts';
import { followConsent } from '../../src/practice/follow-consent.ts';

/** What a process does to a connection. */
export type ActName = 'connect' | 'reauth' | 'refresh' | 'revoke' | 'forget';

/** Which connection, and for a sign-in: by which API client, and what the person chooses in the browser. */
export interface ActOn {
	readonly alias: string;
	readonly apiClient: string;
	readonly org: string;
}

/** Does an act as a person would, the browser included; gives the id of the connection. Rejects as the core does. */
export async function act(core: Core, name: ActName, on: ActOn): Promise<string> {
	switch (name) {
		case 'connect': {
			const { alias, apiClient } = on;
			const wish = { apiClient, dataCenter: 'practice-eu', alias, customer: null, scopes: [] };
			return signIn(await core.signIns.connect(wish), on.org);
		}
		case 'reauth':
			return signIn(await core.signIns.reauth(on.alias), on.org);
		case 'refresh':
			return (await core.connections.refresh(on.alias)).id;
		case 'revoke':
			return (await core.connections.revoke(on.alias)).id;
		case 'forget': {
			const { id } = core.connections.get(on.alias);
			await core.connections.forget(on.alias, true);
			return id;
		}
	}
}

/** The browser's way may fail as well, when the listener or the core behind it does: then the sign-in says why. */
async function signIn(started: SignInHandle, org: string): Promise<string> {
	const [result] = await Promise.all([
		started.result,
		followConsent(started.authorizationUrl, { org }).catch(() => undefined),
	]);
	return result.connection.id;
}
