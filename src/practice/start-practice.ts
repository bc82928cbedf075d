import type { RequestListener } from 'node:http';
import {
	type ApiClientRegistration,
	ApiClientRegistry,
	type PracticeApiClient,
	practiceApiClient,
} from './api-client-registry.ts';
import { AuthorizationEndpoint, type CodeContent } from './authorization-endpoint.ts';
import { CodeLimit } from './code-limit.ts';
import { orgEndpoint, usersEndpoint } from './crm-endpoints.ts';
import { DeviceConsent } from './device-consent.ts';
import { DeviceEndpoint, devicePagePath } from './device-endpoint.ts';
import { DeviceRequests } from './device-requests.ts';
import { jsonAnswer, type RouteTable } from './endpoint.ts';
import { FaultScript } from './fault-script.ts';
import { emptyGrantState, readGrantFile, writeGrantFile } from './grant-file.ts';
import { GrantStore } from './grant-store.ts';
import { type LoopbackPort, listenOnLoopback } from './listen-on-loopback.ts';
import { OneTimeStore } from './one-time-store.ts';
import { findPracticeOrg } from './practice-data.ts';
import { type PracticeDataCenter, practiceDataCenter, practicePlace } from './practice-data-center.ts';
import { type PracticeRequest, RequestLog } from './request-log.ts';
import { revokeHeldToken, revokeOwnToken } from './revoke-endpoint.ts';
import { serveRequest } from './serve-request.ts';
import { refuseTokenGet, TokenEndpoint } from './token-endpoint.ts';

export type { PracticeDataCenter };

/** How a practice CRM is started. */
export interface PracticeOptions {
	/** Zoho's location codes, one data center each; default us, eu and in. */
	readonly locations?: readonly string[];
	/** The port of the first data center, default 8971; the others follow. 0 takes free ports. */
	readonly basePort?: number;
	/** Keeps grants over restarts: hashes of tokens, never tokens. */
	readonly stateFile?: string;
	/** The clock, epoch ms. */
	readonly now?: () => number;
	/**
	 * How many codes an API client gets in ten minutes, in all data centers together; the exchange of one more answers
	 * `access_denied`. Zoho's number is 10. Default Infinity: a program that connects more orgs in one run than Zoho would
	 * let it is the rule here, and only a test of the limit itself wants it.
	 */
	readonly codeLimit?: number;
	/** How long a device has to wait between two polls; default 30, as at Zoho. 0 and fractions make tests quick. */
	readonly deviceIntervalSeconds?: number;
	/** Accounts servers that `/oauth/serverinfo` names besides the running ones, or in their place, by location. */
	readonly extraLocations?: Readonly<Record<string, string>>;
	/** Gets one line a request, without secrets, codes, state or tokens. */
	readonly log?: (line: string) => void;
}

/** What a code of the API console is made for; the client is the practice client unless another one is named. */
export interface SelfClientCode {
	readonly org: string;
	readonly scopes?: readonly string[];
	readonly clientId?: string;
}

/** A running practice CRM. */
export interface PracticeCrm {
	readonly dataCenters: readonly PracticeDataCenter[];
	readonly apiClient: PracticeApiClient;
	/** The last thousand requests, oldest first; never a secret. */
	readonly requests: readonly PracticeRequest[];
	readonly faults: FaultScript;
	/** Registers one more API client, or registers it anew; throws a TypeError for an impossible redirect URI. */
	addApiClient(registration: ApiClientRegistration): void;
	/** Makes a code without a redirect, as a Self Client's "Generate Code"; throws a RangeError for an unknown org. */
	generateCode(code: SelfClientCode): string;
	/** Does what removing the app from a user's "Connected apps" does. Resolves with the number of refresh tokens ended. */
	revokeEverywhere(userEmail: string): Promise<number>;
	/** Ends every connection and frees the ports, when all grants are saved. */
	close(): Promise<void>;
}

/**
 * Starts a Zoho-compatible server on loopback for each location. Rejects with a PortTakenError (`code` EADDRINUSE, `port`)
 * when a port is taken, with a RangeError for an unknown location, and when the state file cannot be read.
 */
export async function startPractice(options: PracticeOptions = {}): Promise<PracticeCrm> {
	const { stateFile, now = Date.now, log = () => {}, basePort = 8971 } = options;
	const { codeLimit = Infinity, deviceIntervalSeconds = 30, extraLocations = {} } = options;
	const locations = [...new Set(options.locations ?? ['us', 'eu', 'in'])];
	for (const location of locations) practicePlace(location);

	const state = stateFile
		? await readGrantFile(stateFile, (keptAs) => log(`the state file was damaged, kept as ${keptAs}`))
		: emptyGrantState;
	const grants = new GrantStore(state, now, async (next) => {
		if (stateFile) await writeGrantFile(stateFile, next);
	});
	const clients = new ApiClientRegistry();
	const codes = new OneTimeStore<CodeContent>(now);
	const requests = new RequestLog();
	const faults = new FaultScript();
	const dataCenters: PracticeDataCenter[] = [];
	const deviceRequests = new DeviceRequests(now, deviceIntervalSeconds * 1000);
	const parts = { clients, grants, codes, deviceRequests, dataCenters, now };
	const authorization = new AuthorizationEndpoint({ ...parts, codeLimit: new CodeLimit(now, codeLimit) });
	const device = new DeviceEndpoint({ ...parts, intervalSeconds: deviceIntervalSeconds });
	const deviceConsent = new DeviceConsent(parts);
	const token = new TokenEndpoint(clients, grants, codes);

	const routes: RouteTable = new Map([
		['/oauth/v2/auth', { GET: authorization.show, POST: authorization.answer }],
		['/oauth/v2/token', { GET: refuseTokenGet, POST: token.post }],
		['/oauth/v2/revoke/token', { POST: revokeOwnToken(clients, grants) }],
		['/oauth/v2/token/revoke', { POST: revokeHeldToken(grants) }],
		[devicePagePath, { GET: deviceConsent.show, POST: deviceConsent.answer }],
		['/oauth/v3/device/code', { POST: device.begin }],
		['/oauth/v3/device/token', { POST: device.poll }],
		['/oauth/serverinfo', { GET: () => jsonAnswer(200, serverInfo(dataCenters, extraLocations)) }],
		['/crm/v8/org', { GET: orgEndpoint(grants) }],
		['/crm/v8/users', { GET: usersEndpoint(grants) }],
		['/practice/health', { GET: () => jsonAnswer(200, { practice: true, locations }) }],
	]);
	const ports = await listenOnPorts(locations, basePort, (dataCenter) => {
		dataCenters.push(dataCenter);
		return serveRequest({ dataCenter, routes, faults, requests, now, log, saved: () => grants.saved() });
	});
	const apiClient = practiceApiClient(dataCenters.map(({ id }) => id));
	clients.add(apiClient);

	return {
		dataCenters,
		apiClient,
		faults,
		get requests() {
			return requests.all;
		},
		addApiClient: (registration) => clients.add(registration),
		generateCode({ org: key, scopes = apiClient.scopes, clientId = apiClient.clientId }) {
			const org = findPracticeOrg(key);
			if (!org) throw new RangeError(`There is no org "${key}".`);
			return authorization.issueCode({
				authorization: { clientId, location: org.location, email: org.user.email, org: key, scopes },
				redirectUri: null,
				challenge: null,
				withRefreshToken: true,
			});
		},
		async revokeEverywhere(userEmail) {
			codes.drop(({ authorization: { email } }) => email === userEmail);
			deviceRequests.dropUser(userEmail);
			const ended = grants.revokeUser(userEmail);
			await grants.saved();
			return ended;
		},
		async close() {
			await Promise.all(ports.map((port) => port.close()));
			await grants.saved();
		},
	};
}

async function listenOnPorts(
	locations: readonly string[],
	basePort: number,
	open: (dataCenter: PracticeDataCenter) => RequestListener,
): Promise<LoopbackPort[]> {
	const ports: LoopbackPort[] = [];
	try {
		for (const [index, location] of locations.entries()) {
			// The listener needs the port, and the port is known only once something listens.
			let listener: RequestListener = (_, response) => response.writeHead(503).end();
			const port = await listenOnLoopback((...exchange) => listener(...exchange), basePort && basePort + index);
			ports.push(port);
			listener = open(practiceDataCenter(location, port.port));
		}
		return ports;
	} catch (error) {
		await Promise.all(ports.map((port) => port.close()));
		throw error;
	}
}

function serverInfo(dataCenters: readonly PracticeDataCenter[], extraLocations: Readonly<Record<string, string>>) {
	const running = Object.fromEntries(dataCenters.map(({ location, accountsUrl }) => [location, accountsUrl]));
	return { result: 'success', locations: { ...running, ...extraLocations } };
}
