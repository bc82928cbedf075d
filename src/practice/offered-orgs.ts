import type { ApiClientRegistration, ApiClientRegistry } from './api-client-registry.ts';
import type { Call } from './endpoint.ts';
import type { Authorization } from './grant-file.ts';
import { type PracticeOrg, practiceOrgs } from './practice-data.ts';
import type { PracticeDataCenter } from './practice-data-center.ts';

/** An org that a person may choose, with the data center in which it lives. */
export interface OfferedOrg {
	readonly org: PracticeOrg;
	readonly home: PracticeDataCenter;
}

/** The orgs of this data center, then those of the others, as far as they run and the client is enabled there. */
export function offeredOrgs(
	clients: ApiClientRegistry,
	dataCenters: readonly PracticeDataCenter[],
	clientId: string,
	here: PracticeDataCenter,
): OfferedOrg[] {
	const others = dataCenters.filter(({ id }) => id !== here.id);
	return [here, ...others]
		.filter(({ id }) => clients.find(clientId, id))
		.flatMap((home) => {
			const orgs = practiceOrgs.filter(({ location }) => location === home.location);
			return orgs.map((org) => ({ org, home }));
		});
}

/** The org that a consent form accepts, if it accepts one of those offered. */
export function chosenOrg({ fields }: Call, offered: readonly OfferedOrg[]): OfferedOrg | undefined {
	return fields.get('choice') === 'accept' ? offered.find(({ org }) => org.key === fields.get('org')) : undefined;
}

/** What the person of an org allows a client. */
export function authorizationOf(
	{ clientId }: ApiClientRegistration,
	scopes: readonly string[],
	org: PracticeOrg,
): Authorization {
	return { clientId, location: org.location, email: org.user.email, org: org.key, scopes };
}
