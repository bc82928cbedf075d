import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

// A script as a user of the SDK would write it, in a process of its own: the SDK is one per process. What happened goes to stdout.

/** What the script does, with which package. */
export interface Orders {
	readonly package: 'nodejs' | 'typescript';
	/** The built `latchkey/zoho-sdk`. */
	readonly store: string;
	readonly options?: { readonly connection?: string; readonly allowDeleteAll?: boolean };
	/** The URLs of the practice CRM; null: the SDK is told no environment. */
	readonly environment: { readonly apiUrl: string; readonly accountsUrl: string } | null;
	/** What the token is built with. */
	readonly token: Readonly<Record<string, string>>;
	/** What it does once the SDK is initialized, in turn. "wait": until the test writes a line to stdin. */
	readonly acts: readonly ('org' | 'five' | 'remove' | 'wait' | 'token' | 'all' | 'deleteAll')[];
	/** Ends without closing the store. */
	readonly leaveOpen?: boolean;
}

/** One thing that happened. */
export interface Happened {
	readonly did: string;
	readonly said: unknown;
}

// The two packages differ in their types, not in what is used here.
type Sdk = Record<string, never> & typeof import('@zohocrm/typescript-sdk-8.0');

const orders: Orders = JSON.parse(process.argv[2] ?? '');
const require = createRequire(import.meta.url);
const name = `@zohocrm/${orders.package}-sdk-8.0`;
const sdk: Sdk = orders.package === 'nodejs' ? await import(name) : require(name);
const { LatchkeyTokenStore }: typeof import('../../../src/sdk/zoho-sdk.ts') = require(orders.store);

const happened: Happened[] = [];
const tell = (did: string, said: unknown) => void happened.push({ did, said });
const words = (error: unknown) => {
	const { code, message, hint, cause } = Object(error);
	return { isSdkException: error instanceof sdk.SDKException, code, message, hint, cause: Object(cause).code };
};

const tokenOf = (values: Readonly<Record<string, string>>) => {
	const { id, userName, clientId, clientSecret, refreshToken, grantToken, redirectURL } = values;
	const builder = new sdk.OAuthBuilder();
	if (id) builder.id(id);
	if (userName) builder.userSignature(new sdk.UserSignature(userName));
	if (clientId) builder.clientId(clientId);
	if (clientSecret) builder.clientSecret(clientSecret);
	if (refreshToken) builder.refreshToken(refreshToken);
	if (grantToken) builder.grantToken(grantToken);
	if (redirectURL) builder.redirectURL(redirectURL);
	return builder.build();
};

const zgid = async () => {
	const answer = await new sdk.Org.OrgOperations().getOrganization();
	const body: unknown = answer?.getObject();
	if (body instanceof sdk.Org.ResponseWrapper) return body.getOrg()[0]?.getZgid();
	return body instanceof sdk.Org.APIException ? body.getCode().getValue() : body;
};

try {
	const store = await LatchkeyTokenStore.open(orders.options);
	const token = tokenOf(orders.token);
	const environment = (() => {
		if (!orders.environment) return null;
		const { apiUrl, accountsUrl } = orders.environment;
		return new sdk.Environment(apiUrl, `${accountsUrl}/oauth/v2/token`, apiUrl);
	})();
	// The Node SDK's constructor gives a promise.
	const builder = await new sdk.InitializeBuilder();
	if (environment) builder.environment(environment);
	await builder.token(token).store(store).initialize();
	tell('initialized', { id: token.getId(), user: token.getUserSignature()?.getName() ?? null });
	const acts = {
		org: async () => tell('org', await zgid()),
		five: async () => tell('five', await Promise.all(Array.from({ length: 5 }, zgid))),
		remove: async () => tell('removed', await token.remove()),
		wait: async () => {
			process.stdout.write('waiting\n');
			await new Promise((resolve) => process.stdin.once('data', resolve));
			process.stdin.pause();
		},
		// What the SDK holds of the record: without its secrets, this goes to the test.
		token: async () => {
			const found = await store.findTokenById(token.getId() ?? '');
			const leftMs = Number(found.getExpiresIn()) - Date.now();
			const held = [found.getRefreshToken(), found.getClientSecret(), found.getAccessToken()].map(Boolean);
			const accessTokenDigest = createHash('sha256').update(String(found.getAccessToken())).digest('base64url');
			const seen = { id: found.getId(), user: found.getUserSignature()?.getName(), apiDomain: found.getAPIDomain() };
			tell('token', { ...seen, clientId: found.getClientId(), leftMs, held, accessTokenDigest });
		},
		all: async () =>
			tell(
				'all',
				(await store.getTokens()).map((one) => one.getId()),
			),
		deleteAll: async () => tell('deletedAll', (await store.deleteTokens()) ?? null),
	} satisfies Record<Orders['acts'][number], () => Promise<void>>;
	for (const act of orders.acts) await acts[act]();
	if (!orders.leaveOpen) await store.close();
} catch (error) {
	tell('failed', words(error));
}
process.stdout.write(`${JSON.stringify(happened)}\n`);
