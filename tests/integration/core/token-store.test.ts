import { expect, it } from 'vitest';
import { emptyToken, type OAuthToken } from '../../../src/core/domain/oauth-token.ts';
import { Secret } from '../../../src/core/domain/secret.ts';
import { errorOf, minute, world } from './world.ts';

type World = Awaited<ReturnType<typeof world>>;

const acmeUser = 'anna.keller@example.test:20094811237';

/** A token as the SDK saves it after its first use. */
function sdkToken(w: World, change: Partial<OAuthToken> = {}): OAuthToken {
	const dataCenter = w.crm.dataCenters.find(({ id }) => id === 'practice-eu');
	return {
		...emptyToken,
		userSignature: acmeUser,
		clientId: w.apiClient.clientId,
		clientSecret: new Secret(w.apiClient.secrets['practice-eu'] ?? ''),
		refreshToken: new Secret('1000.0f0f0f.refresh'),
		accessToken: new Secret('1000.0f0f0f.access'),
		expiresIn: w.clock.at + 60 * minute,
		apiDomain: dataCenter?.apiUrl ?? '',
		...change,
	};
}

/** What saving may change. */
const everything = (w: World) => ({
	connections: w.store.connections.all(),
	apiClients: w.store.apiClients.all(),
	signIns: w.store.signIns.all(),
	items: [...w.keychain.items.keys()],
});

it('shows a connection as the SDK knows it, and finds it by each of its tokens without opening the entries of others', async () => {
	const w = await world();
	const { connection } = await w.connect({ alias: 'acme' });
	await w.connect({ alias: 'globex', org: 'globex' });
	const record = await w.core.tokenStore.findTokenById('acme');
	expect(record).toMatchObject({
		id: connection.id,
		userSignature: acmeUser,
		clientId: w.apiClient.clientId,
		redirectURL: w.apiClient.redirectUris[0],
		apiDomain: connection.apiDomain,
		expiresIn: w.clock.at + 60 * minute,
	});
	expect(record.refreshToken?.reveal()).toBe(w.refreshTokenOf('acme'));
	expect(record.clientSecret?.reveal()).toBe(w.apiClient.secrets['practice-eu']);
	const { clientId, clientSecret, refreshToken, accessToken } = record;
	const ways = [{ userSignature: acmeUser }, { accessToken }, { clientId, clientSecret, refreshToken }];
	for (const way of ways) {
		const before = w.keychain.calls.length;
		expect((await w.core.tokenStore.findToken({ ...emptyToken, ...way }))?.id).toBe(connection.id);
		// Its own entry and its client secret.
		expect(w.keychain.calls.length - before).toBe(2);
	}
});

it('finds a token that Latchkey renewed, and no longer the one before', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const { accessToken: old } = await w.core.tokenStore.findTokenById('acme');
	w.crm.faults.next({ path: '/oauth/v2/token', fault: 'new-refresh-token' });
	await w.core.connections.refresh('acme');
	const renewed = await w.core.tokenStore.findTokenById('acme');
	const { accessToken, refreshToken, clientId, clientSecret } = renewed;
	for (const way of [{ accessToken }, { clientId, clientSecret, refreshToken }])
		expect((await w.core.tokenStore.findToken({ ...emptyToken, ...way }))?.id).toBe(renewed.id);
	expect(await w.core.tokenStore.findToken({ ...emptyToken, accessToken: old })).toBeNull();
});

it("takes the SDK's access token for the connection's own", async () => {
	const w = await world();
	const { connection } = await w.connect({ alias: 'acme' });
	const accessToken = new Secret('1000.made-by-the-sdk');
	const token = { ...emptyToken, id: 'acme', accessToken, expiresIn: w.clock.at + 60 * minute };
	expect((await w.core.tokenStore.saveToken(token)).id).toBe(connection.id);
	expect((await w.core.connections.token('acme', 300)).accessToken.reveal()).toBe('1000.made-by-the-sdk');
	expect(w.http.tokenCalls('refresh_token')).toBe(0);
	w.clock.at += 59 * minute;
	await w.core.connections.token('acme', 300);
	expect(w.http.tokenCalls('refresh_token')).toBe(1);
});

it('counts what programs made in the token budget, each token once', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	for (const made of ['1', '1', '2', '3', '4', '5', '6', '6']) {
		const accessToken = new Secret(`1000.${made}`);
		await w.core.tokenStore.saveToken({ ...emptyToken, id: 'acme', accessToken, expiresIn: w.clock.at });
	}
	// The sign-in's own is the seventh, and programs may have eight.
	await w.core.connections.token('acme', 300);
	w.clock.at += minute;
	expect(await errorOf(w.core.connections.token('acme', 3600))).toMatchObject({ code: 'LIMITED' });
	expect(w.http.tokenCalls('refresh_token')).toBe(1);
});

it('another refresh token gets an entry of its own; the one before is gone here and alive at Zoho', async () => {
	const w = await world();
	const { connection } = await w.connect({ alias: 'acme' });
	const old = w.refreshTokenOf('acme');
	await w.connect({ alias: 'second' });
	const refreshToken = new Secret(w.refreshTokenOf('second'));
	const saved = await w.core.tokenStore.saveToken({ ...emptyToken, id: 'acme', refreshToken });
	expect(saved).toMatchObject({ id: connection.id, userSignature: acmeUser });
	expect(w.refreshTokenOf('acme')).toBe(refreshToken.reveal());
	expect(w.core.connections.get('acme')).toMatchObject({ status: 'unverified', customer: connection.customer });
	expect(await w.isAlive(old)).toBe(true);
	expect(w.orphans()).toEqual([]);
	expect([...w.keychain.items.values()].some((item) => item.includes(old))).toBe(false);
	expect(w.acts()).toContain('refresh token replaced, the old one not revoked');
	await w.core.connections.refresh('acme');
	expect(w.core.connections.get('acme').status).toBe('connected');
});

it.each([
	['an API domain that is no data center', { apiDomain: 'https://www.zohoapis.test' }],
	['no API domain', { apiDomain: null }],
	['no refresh token', { refreshToken: null }],
	['no client', { clientId: null }],
	['a new client without its secret', { clientId: '1000.NEWCLIENT', clientSecret: null }],
	['an id that is an alias with other capitals', { id: 'ACME' }],
])('refuses a new record with %s, and writes nothing', async (_, change) => {
	const w = await world();
	await w.connect({ alias: 'acme', org: 'globex' });
	const before = everything(w);
	const error = await errorOf(w.core.tokenStore.saveToken(sdkToken(w, change)));
	expect(error).toMatchObject({ code: 'TOKEN_REFUSED' });
	expect(error?.words.message).toMatch(/: [a-z]/);
	expect(everything(w)).toEqual(before);
});

it('refuses to guess between two connections of one user, and finds the older one', async () => {
	const w = await world();
	const { connection } = await w.connect({ alias: 'zeta' });
	await w.connect({ alias: 'alpha' });
	const before = everything(w);
	const error = await errorOf(w.core.tokenStore.saveToken(sdkToken(w)));
	expect(error).toMatchObject({ code: 'TOKEN_REFUSED' });
	expect(error?.words.message).toContain('zeta, alpha');
	expect(everything(w)).toEqual(before);
	expect((await w.core.tokenStore.findToken({ ...emptyToken, userSignature: acmeUser }))?.id).toBe(connection.id);
	await w.core.tokenStore.saveToken(sdkToken(w, { id: 'alpha' }));
	expect(w.refreshTokenOf('alpha')).toBe('1000.0f0f0f.refresh');
});

it('never moves a record to another data center or, without a new refresh token, to another API client', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const us = w.crm.dataCenters.find(({ id }) => id === 'practice-us')?.apiUrl ?? '';
	const other = { clientId: '1000.OTHER', clientSecret: new Secret('other-secret') };
	const before = everything(w);
	for (const change of [{ apiDomain: us, refreshToken: new Secret('1000.new') }, other]) {
		const saving = w.core.tokenStore.saveToken({ ...emptyToken, id: 'acme', ...change });
		expect(await errorOf(saving)).toMatchObject({ code: 'TOKEN_REFUSED' });
	}
	expect(everything(w)).toEqual(before);
});

it('what is revoked, or shall be, is no record', async () => {
	const w = await world();
	await w.connect({ alias: 'acme' });
	const record = await w.core.tokenStore.findTokenById('acme');
	w.crm.faults.next({ path: '/oauth/v2/revoke/token', times: 9, fault: { status: 503 } });
	expect(await errorOf(w.core.connections.revoke('acme'))).toMatchObject({ code: 'REVOKE_QUEUED' });
	const isNoRecord = async (code: string) => {
		expect(await w.core.tokenStore.getTokens()).toEqual([]);
		expect(await errorOf(w.core.tokenStore.findTokenById('acme'))).toMatchObject({ code });
		expect(await errorOf(w.core.tokenStore.saveToken(record))).toMatchObject({ code });
		expect(await w.core.tokenStore.findToken({ ...record, id: null, userSignature: null })).toBeNull();
	};
	await isNoRecord('REVOKE_QUEUED');
	await w.core.tokenStore.deleteTokens();
	w.crm.faults.clear();
	await w.core.connections.revoke('acme');
	await isNoRecord('CONNECTION_REVOKED');
});

it.each(['locked', 'silently locked', 'unavailable'] as const)(
	'a keychain that is %s is an error, and nothing is written',
	async (mode) => {
		const w = await world();
		await w.connect({ alias: 'acme' });
		const before = everything(w);
		w.keychain.mode = mode;
		const { tokenStore } = w.core;
		const acts = [
			() => tokenStore.findTokenById('acme'),
			() => tokenStore.getTokens(),
			() => tokenStore.findToken({ ...emptyToken, userSignature: acmeUser }),
			() => tokenStore.saveToken(sdkToken(w)),
			() => tokenStore.saveToken(sdkToken(w, { userSignature: 'new@example.test:1', clientId: '1000.NEWCLIENT' })),
			() => tokenStore.findToken(sdkToken(w, { userSignature: null, grantToken: new Secret('1000.grant') })),
		];
		for (const act of acts) expect((await errorOf(act))?.code).toMatch(/^KEYCHAIN_/);
		w.keychain.mode = 'open';
		expect(everything(w)).toEqual(before);
	},
);

it('lists the others where the entry of one is lost, and takes its new refresh token', async () => {
	const w = await world();
	await w.connect({ alias: 'lost' });
	await w.connect({ alias: 'globex', org: 'globex' });
	w.keychain.items.delete(w.store.connections.byAlias('lost')?.ref ?? '');
	const [lost, globex] = await w.core.tokenStore.getTokens();
	expect(lost).toMatchObject({ userSignature: acmeUser, refreshToken: null, accessToken: null });
	expect(globex?.refreshToken).not.toBeNull();
	expect(await errorOf(w.core.tokenStore.findTokenById('lost'))).toMatchObject({ code: 'SECRET_UNREADABLE' });
	await w.core.tokenStore.saveToken(sdkToken(w, { id: 'lost' }));
	expect((await w.core.tokenStore.findTokenById('lost')).refreshToken?.reveal()).toBe('1000.0f0f0f.refresh');
});

it("keeps what a program said beside a connection, and a secret that is new for its client's data center", async () => {
	const w = await world();
	const change = {
		id: 'acme',
		userSignature: 'our-own-name',
		redirectURL: 'https://app.example.test/callback',
		grantToken: new Secret('1000.0f0f0f.grant'),
		clientSecret: new Secret('changed-at-zoho'),
	};
	await w.core.tokenStore.saveToken(sdkToken(w, change));
	const record = await w.core.tokenStore.findTokenById('acme');
	expect(record).toMatchObject({ id: 'acme', userSignature: 'our-own-name', redirectURL: change.redirectURL });
	expect([record.grantToken?.reveal(), record.clientSecret?.reveal()]).toEqual([
		'1000.0f0f0f.grant',
		'changed-at-zoho',
	]);
	expect(w.core.connections.get('acme')).toMatchObject({ org: { id: '' }, user: { email: '' }, apiClient: 'Practice' });
	const byGrant = { ...emptyToken, ...change, id: null, userSignature: null, clientId: w.apiClient.clientId };
	expect((await w.core.tokenStore.findToken(byGrant))?.id).toBe('acme');
	for (const bytes of w.files().values())
		for (const secret of ['0f0f0f', 'changed-at-zoho']) expect(bytes.includes(secret)).toBe(false);
});
