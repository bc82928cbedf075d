import { randomBytes } from 'node:crypto';
import type { ApiClientRegistry } from './api-client-registry.ts';
import { consentPage } from './consent-page.ts';
import { devicePagePath } from './device-endpoint.ts';
import { deviceEndPage, userCodePage } from './device-page.ts';
import type { DeviceRequests } from './device-requests.ts';
import type { Answer, Call } from './endpoint.ts';
import type { GrantStore } from './grant-store.ts';
import { authorizationOf, chosenOrg, offeredOrgs } from './offered-orgs.ts';
import { OneTimeStore } from './one-time-store.ts';
import { endedPage, errorPage } from './page.ts';
import { wordsFor } from './page-words.ts';
import type { PracticeDataCenter } from './practice-data-center.ts';

const pageLifeMs = 10 * 60_000;

/** The pages on which a person lets a device in: its code first, then the consent page. */
export class DeviceConsent {
	readonly #clients: ApiClientRegistry;
	readonly #grants: GrantStore;
	readonly #requests: DeviceRequests;
	readonly #dataCenters: readonly PracticeDataCenter[];
	/** A page's answer must name its ticket, which stands for a device code. */
	readonly #tickets: OneTimeStore<string>;

	constructor(parts: {
		readonly clients: ApiClientRegistry;
		readonly grants: GrantStore;
		readonly deviceRequests: DeviceRequests;
		readonly dataCenters: readonly PracticeDataCenter[];
		readonly now: () => number;
	}) {
		this.#clients = parts.clients;
		this.#grants = parts.grants;
		this.#requests = parts.deviceRequests;
		this.#dataCenters = parts.dataCenters;
		this.#tickets = new OneTimeStore(parts.now);
	}

	/** `GET /oauth/v3/device`: asks for the user code. */
	show = (call: Call): Answer => userCodePage(wordsFor(call), call.dataCenter);

	/** The forms of both pages. */
	answer = (call: Call): Answer => {
		const ticket = call.fields.get('ticket');
		return ticket === undefined ? this.#identify(call) : this.#decide(call, ticket);
	};

	#identify(call: Call): Answer {
		const { fields, dataCenter } = call;
		const words = wordsFor(call);
		const found = this.#requests.findByUserCode(fields.get('user_code') ?? '');
		// Zoho's page belongs to the data center of the device.
		if (!found || found.request.location !== dataCenter.location) {
			return userCodePage(words, dataCenter, words.device.unknown);
		}
		const ticket = randomBytes(32).toString('base64url');
		this.#tickets.put(ticket, found.deviceCode, pageLifeMs);
		const { client, scopes } = found.request;
		const form = { action: devicePagePath, ticket, redirectUri: null };
		const orgs = offeredOrgs(this.#clients, this.#dataCenters, client.clientId, dataCenter);
		return consentPage(words, { client, scopes }, orgs, dataCenter, form);
	}

	#decide(call: Call, ticket: string): Answer {
		const words = wordsFor(call);
		const deviceCode = this.#tickets.take(ticket) ?? '';
		const request = this.#requests.findWaiting(deviceCode);
		if (!request) return endedPage(words);
		const { client, scopes, offline, forceConsent } = request;
		if (call.fields.get('choice') === 'decline') {
			this.#requests.decide(deviceCode, 'declined');
			return deviceEndPage(words, false);
		}
		const org = chosenOrg(call, offeredOrgs(this.#clients, this.#dataCenters, client.clientId, call.dataCenter))?.org;
		if (!org) return errorPage(words, words.error.title, words.consent.noOrg);
		const authorization = authorizationOf(client, scopes, org);
		const isFirst = this.#grants.recordConsent(authorization);
		const withRefreshToken = offline && (isFirst || forceConsent);
		this.#requests.decide(deviceCode, { authorization, withRefreshToken });
		return deviceEndPage(words, true);
	}
}
