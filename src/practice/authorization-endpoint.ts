import { randomBytes } from 'node:crypto';
import type { ApiClientRegistry } from './api-client-registry.ts';
import { type AuthorizationRequest, type PkceChallenge, readAuthorizationRequest } from './authorization-request.ts';
import { consentPage, type OfferedOrg } from './consent-page.ts';
import type { Answer, Call } from './endpoint.ts';
import type { Authorization } from './grant-file.ts';
import type { GrantStore } from './grant-store.ts';
import { newToken } from './new-token.ts';
import { OneTimeStore } from './one-time-store.ts';
import { errorPage } from './page.ts';
import { practiceOrgs } from './practice-data.ts';
import type { PracticeDataCenter } from './practice-data-center.ts';

const codeLifeMs = 2 * 60_000;
const pageLifeMs = 10 * 60_000;

/** What an authorization code stands for. */
export interface CodeContent {
	readonly authorization: Authorization;
	/** Null for a code that was made without a redirect, as in the console of a Self Client. */
	readonly redirectUri: string | null;
	readonly challenge: PkceChallenge | null;
	readonly withRefreshToken: boolean;
}

/** The consent page of every data center, and the codes that it gives out. */
export class AuthorizationEndpoint {
	readonly #clients: ApiClientRegistry;
	readonly #grants: GrantStore;
	readonly #codes: OneTimeStore<CodeContent>;
	readonly #dataCenters: readonly PracticeDataCenter[];
	/** A page's answer must name its ticket, so that no other web page can accept in the person's name. */
	readonly #tickets: OneTimeStore<AuthorizationRequest>;

	constructor(parts: {
		readonly clients: ApiClientRegistry;
		readonly grants: GrantStore;
		readonly codes: OneTimeStore<CodeContent>;
		readonly dataCenters: readonly PracticeDataCenter[];
		readonly now: () => number;
	}) {
		this.#clients = parts.clients;
		this.#grants = parts.grants;
		this.#codes = parts.codes;
		this.#dataCenters = parts.dataCenters;
		this.#tickets = new OneTimeStore(parts.now);
	}

	/** `GET /oauth/v2/auth`: the consent page, or a page that says what is wrong. Errors are never redirected. */
	show = (call: Call): Answer => {
		const request = readAuthorizationRequest(call.query, this.#clients, call.dataCenter.id);
		if ('title' in request) return errorPage(request.title, request.reason);
		const ticket = randomBytes(32).toString('base64url');
		this.#tickets.put(ticket, request, pageLifeMs);
		return consentPage(request, this.#offered(request, call.dataCenter), call.dataCenter, ticket);
	};

	/** The form of the consent page: Accept and Decline both lead to the redirect URI. */
	answer = (call: Call): Answer => {
		const request = this.#tickets.take(call.fields.get('ticket') ?? '');
		if (!request) return errorPage('This page has ended', 'It was answered before, or has been open for too long.');
		const choice = call.fields.get('choice');
		if (choice === 'decline') return redirect(request, { error: 'access_denied' });
		const chosen = this.#offered(request, call.dataCenter).find(({ org }) => org.key === call.fields.get('org'));
		if (choice !== 'accept' || !chosen) return errorPage('An error occurred', 'No org was chosen.');
		const { org, home } = chosen;
		const authorization = {
			clientId: request.client.clientId,
			location: org.location,
			email: org.user.email,
			org: org.key,
			scopes: request.scopes,
		};
		const isFirst = this.#grants.recordConsent(authorization);
		const withRefreshToken = request.offline && (isFirst || request.forceConsent);
		const code = this.issueCode({
			authorization,
			redirectUri: request.redirectUri,
			challenge: request.challenge,
			withRefreshToken,
		});
		return redirect(request, { code, location: org.location, 'accounts-server': home.accountsUrl });
	};

	/** Makes a code that lives two minutes and is good for one exchange, in the data center of its user. */
	issueCode(content: CodeContent): string {
		const code = newToken();
		this.#codes.put(code, content, codeLifeMs);
		return code;
	}

	/** The orgs of this data center, then those of the others, as far as they run and the client is enabled there. */
	#offered({ client }: AuthorizationRequest, here: PracticeDataCenter): OfferedOrg[] {
		const others = this.#dataCenters.filter(({ id }) => id !== here.id);
		return [here, ...others]
			.filter(({ id }) => this.#clients.find(client.clientId, id))
			.flatMap((home) => {
				const orgs = practiceOrgs.filter(({ location }) => location === home.location);
				return orgs.map((org) => ({ org, home }));
			});
	}
}

function redirect({ redirectUri, state }: AuthorizationRequest, parameters: Readonly<Record<string, string>>): Answer {
	const query = new URLSearchParams(parameters);
	if (state !== null) query.set('state', state);
	const separator = redirectUri.includes('?') ? '&' : '?';
	return { status: 302, headers: { location: `${redirectUri}${separator}${query}` }, body: '' };
}
