import { createHash } from 'node:crypto';
import { type Call, parameterOf } from './endpoint.ts';
import { sameSecret } from './new-token.ts';

/** A registration as in Zoho's API console. */
export interface PracticeApiClient {
	readonly name: string;
	readonly clientId: string;
	/** By data center id. A data center without a secret is one that the client is not enabled for. */
	readonly secrets: Readonly<Record<string, string>>;
	readonly redirectUris: readonly string[];
	readonly scopes: readonly string[];
}

/** What a test registers: one secret for all data centers, or one for each. */
export interface ApiClientRegistration {
	readonly name: string;
	readonly clientId: string;
	readonly redirectUris: readonly string[];
	readonly secrets: string | Readonly<Record<string, string>>;
	readonly scopes?: readonly string[];
	/** Whether an authorization without a code challenge is refused, as for Zoho's mobile and desktop clients. */
	readonly requiresPkce?: boolean;
}

/** A registered client, or the text that Zoho puts into `error`. */
export type ClientCheck =
	| { readonly client: ApiClientRegistration }
	| { readonly error: 'invalid_client' | 'invalid_client_secret' };

/** The API clients that the practice CRM knows. */
export class ApiClientRegistry {
	readonly #clients = new Map<string, ApiClientRegistration>();

	/** Registers a client, or registers it anew; throws a TypeError for a redirect URI that Zoho would not take. */
	add(registration: ApiClientRegistration): void {
		for (const uri of registration.redirectUris) {
			if (!/^https?:\/\/[^#]+$/.test(uri) || !URL.canParse(uri)) throw new TypeError(`"${uri}" is no redirect URI.`);
		}
		this.#clients.set(registration.clientId, registration);
	}

	/** The client, if it is enabled in that data center. */
	find(clientId: string, dataCenterId: string): ApiClientRegistration | undefined {
		const client = this.#clients.get(clientId);
		return client && secretOf(client, dataCenterId) !== undefined ? client : undefined;
	}

	/** Checks the id and the secret of a call: from the Basic header if there is one, else from its parameters. */
	authenticate(call: Call): ClientCheck {
		const { clientId, clientSecret } = basicCredentials(call.headers.authorization) ?? {
			clientId: parameterOf(call, 'client_id') ?? '',
			clientSecret: parameterOf(call, 'client_secret') ?? '',
		};
		const client = this.find(clientId, call.dataCenter.id);
		if (!client) return { error: 'invalid_client' };
		const secret = secretOf(client, call.dataCenter.id);
		return secret !== undefined && sameSecret(secret, clientSecret) ? { client } : { error: 'invalid_client_secret' };
	}
}

/**
 * The API client that is always there. Its secrets are the same after every start, so that a stored one goes on
 * working; they are derived because they protect nothing, the practice CRM answers on this machine only.
 */
export function practiceApiClient(dataCenterIds: readonly string[]): PracticeApiClient {
	const derive = (id: string) => createHash('sha256').update(`latchkey practice CRM ${id}`).digest('hex').slice(0, 42);
	return {
		name: 'Practice',
		clientId: '1000.PRACTICE7LATCHKEY3CLIENT9ORGS4',
		secrets: Object.fromEntries(dataCenterIds.map((id) => [id, derive(id)])),
		redirectUris: ['http://localhost:8917/callback', 'http://localhost:8918/callback'],
		scopes: ['ZohoCRM.org.READ', 'ZohoCRM.users.READ', 'ZohoCRM.modules.READ', 'ZohoCRM.settings.READ'],
	};
}

function secretOf({ secrets }: ApiClientRegistration, dataCenterId: string): string | undefined {
	if (typeof secrets === 'string') return secrets;
	return Object.hasOwn(secrets, dataCenterId) ? secrets[dataCenterId] : undefined;
}

function basicCredentials(header: string | undefined) {
	const [, encoded] = /^Basic ([\w+/=-]+)$/i.exec(header ?? '') ?? [];
	if (encoded === undefined) return undefined;
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	return colon < 0 ? undefined : { clientId: text.slice(0, colon), clientSecret: text.slice(colon + 1) };
}
