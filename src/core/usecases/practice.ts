import { type ApiClient, secretRefFor } from '../domain/api-client.ts';
import type { DataCenter } from '../domain/data-center.ts';
import { Secret } from '../domain/secret.ts';
import { addApiClient } from './api-clients.ts';
import type { Context } from './context.ts';

/** What a running practice CRM offers (src/practice). */
export interface PracticeOffer {
	readonly dataCenters: readonly {
		readonly id: string;
		readonly name: string;
		readonly location: string;
		readonly accountsUrl: string;
		readonly apiUrl: string;
	}[];
	readonly apiClient: {
		readonly name: string;
		readonly clientId: string;
		readonly secrets: Readonly<Record<string, string>>;
		readonly redirectUris: readonly string[];
		readonly scopes: readonly string[];
	};
}

/** Makes the practice CRM's data centers and API client known, marked as practice. Rejects with KEYCHAIN_* or API_CLIENT_EXISTS. */
export async function registerPractice(context: Context, offer: PracticeOffer): Promise<void> {
	context.store.transaction(() => {
		// On other ports than last time an address may be the one that another row still holds.
		const offered = new Set(offer.dataCenters.map((one) => one.accountsUrl));
		for (const known of context.store.dataCenters.all())
			if (known.kind === 'practice' && offered.has(known.accountsUrl)) context.store.dataCenters.remove(known.id);
		for (const { id, name, location, accountsUrl, apiUrl } of offer.dataCenters) {
			const dataCenter: DataCenter = {
				...{ id, name, location, accountsUrl, apiUrl, apiUrls: [apiUrl] },
				consoleUrl: null,
				kind: 'practice',
				confirmed: true,
			};
			context.store.dataCenters.put(dataCenter);
		}
	});
	const { name, clientId, redirectUris, scopes, secrets } = offer.apiClient;
	const held = (known: ApiClient | null, dataCenter: string) =>
		known !== null && secretRefFor(known, dataCenter) !== null;
	for (const [dataCenter, clientSecret] of Object.entries(secrets)) {
		if (held(context.store.apiClients.byName(name), dataCenter)) continue;
		await addApiClient(context, {
			name,
			clientId,
			type: 'server-based',
			redirectUris,
			scopes,
			clientSecret: new Secret(clientSecret),
			dataCenter,
		});
	}
	context.emit({ type: 'store-changed' });
}
