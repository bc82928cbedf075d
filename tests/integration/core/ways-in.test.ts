import { expect, it } from 'vitest';
import { Secret } from '../../../src/core/domain/secret.ts';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { codeOf, errorOf, world } from './world.ts';

const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias: null, customer: null, scopes: [] };

it('connects with a code of the Self Client, verified as any other, and the code works once', async () => {
	const w = await world();
	const scopes = w.core.signIns.scopesFor(request);
	const code = new Secret(w.crm.generateCode({ org: 'acme', scopes, clientId: w.apiClient.clientId }));
	const { connection } = await w.core.signIns.withCode(request, code);
	expect(connection).toMatchObject({
		org: { name: 'Acme GmbH' },
		environment: 'production',
		status: 'connected',
		dataCenter: 'practice-eu',
	});
	expect(await w.isAlive(w.refreshTokenOf(connection.alias))).toBe(true);
	expect(await codeOf(w.core.signIns.withCode(request, code))).toBe('INVALID_CODE');
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});

it('connects with a refresh token from elsewhere by using it once', async () => {
	const w = await world();
	await w.connect({ alias: 'first' });
	const token = new Secret(w.refreshTokenOf('first'));
	const { connection, notices } = await w.core.signIns.withRefreshToken({ ...request, alias: 'second' }, token);
	expect(connection).toMatchObject({ alias: 'second', org: { name: 'Acme GmbH' }, status: 'connected' });
	expect(w.refreshTokenOf('second')).toBe(token.reveal());
	expect(notices).toContainEqual({ code: 'twin', alias: 'first' });
});

it.each([
	['a dead refresh token', '1000.0123.4567', 'INVALID_CODE'],
	['something that is no token', 'two words', 'USAGE'],
	['nothing', '', 'USAGE'],
])('refuses %s and saves nothing', async (_, text, code) => {
	const w = await world();
	const error = await errorOf(w.core.signIns.withRefreshToken(request, new Secret(text)));
	expect(error?.code).toBe(code);
	expect(w.core.connections.list()).toEqual([]);
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});

it('takes the address that a browser on another machine ended at, and only for the sign-in that it belongs to', async () => {
	const w = await world();
	const [one, two] = [await w.core.signIns.connect(request), await w.core.signIns.connect(request)];
	const end = await followConsent(one.authorizationUrl, { org: 'acme', stopAtRedirect: true });
	for (const strange of ['', 'hello', 'http://localhost/?state=0123', `${end.callbackUrl}&state=twice`]) {
		expect(await codeOf(() => w.core.signIns.paste(strange))).toBe('CALLBACK_INVALID');
	}
	expect(w.core.signIns.paste(`  ${end.callbackUrl}\n`)).toBe(one.view.id);
	expect((await one.result).connection.org.name).toBe('Acme GmbH');
	expect(w.core.signIns.list().map(({ id }) => id)).toEqual([two.view.id]);
	expect(await codeOf(() => w.core.signIns.paste(end.callbackUrl))).toBe('CALLBACK_INVALID');
	w.core.signIns.cancel(two.view.id);
	expect(await codeOf(two.result)).toBe('SIGN_IN_CANCELLED');
});

/** An API client that knows the secret of Europe alone. */
async function europeAlone() {
	const w = await world();
	const { clientId, redirectUris, secrets } = w.apiClient;
	const clientSecret = new Secret(secrets['practice-eu'] ?? '');
	await w.core.apiClients.add({
		name: 'eu',
		clientId,
		type: 'server-based',
		redirectUris,
		scopes: [],
		clientSecret,
		dataCenter: 'practice-eu',
	});
	return w;
}

it('asks for the client secret of the data center that the user turns out to live in, and goes on with it', async () => {
	const w = await europeAlone();
	const states: string[] = [];
	w.core.subscribe((event) => {
		if (event.type !== 'sign-in-changed') return;
		states.push(event.signIn.state);
		if (event.signIn.state !== 'needs_secret') return;
		expect(event.signIn.dataCenter).toBe('practice-us');
		w.core.signIns.provideSecret(event.signIn.id, new Secret(w.apiClient.secrets['practice-us'] ?? ''));
	});
	const started = await w.core.signIns.connect({ ...request, apiClient: 'eu', mayAskSecret: true });
	await followConsent(started.authorizationUrl, { org: 'initech' });
	const { connection } = await started.result;
	expect(connection).toMatchObject({ dataCenter: 'practice-us', org: { name: 'Initech Inc' } });
	expect(states).toEqual(['waiting', 'needs_secret', 'finishing', 'done']);
	expect(
		w.core.apiClients
			.list()
			.find(({ name }) => name === 'eu')
			?.secretsFor.toSorted(),
	).toEqual(['practice-eu', 'practice-us']);
});

it('does not keep a secret that Zoho refuses: the next sign-in asks again', async () => {
	const w = await europeAlone();
	const secrets = ['mistyped', w.apiClient.secrets['practice-us'] ?? ''];
	w.core.subscribe((event) => {
		if (event.type !== 'sign-in-changed' || event.signIn.state !== 'needs_secret') return;
		w.core.signIns.provideSecret(event.signIn.id, new Secret(secrets.shift() ?? ''));
	});
	const signIn = async () => {
		const started = await w.core.signIns.connect({ ...request, apiClient: 'eu', mayAskSecret: true });
		await followConsent(started.authorizationUrl, { org: 'initech' });
		return started.result;
	};
	expect((await errorOf(signIn()))?.code).toBe('INVALID_CLIENT_SECRET');
	expect(w.core.apiClients.list().find(({ name }) => name === 'eu')?.secretsFor).toEqual(['practice-eu']);
	expect(w.orphans()).toEqual([]);
	expect((await signIn()).connection.dataCenter).toBe('practice-us');
	expect(secrets).toEqual([]);
});

it('says which secret is missing where nobody can answer, and sends the code nowhere', async () => {
	const w = await europeAlone();
	const started = await w.core.signIns.connect({ ...request, apiClient: 'eu' });
	await followConsent(started.authorizationUrl, { org: 'initech' });
	const error = await errorOf(started.result);
	expect(error?.code).toBe('CLIENT_SECRET_MISSING');
	expect(error?.message).toContain('Practice United States');
	expect(w.crm.requests.filter(({ path }) => path === '/oauth/v2/token')).toEqual([]);
	expect(w.store.signIns.all()).toEqual([]);
	expect(w.orphans()).toEqual([]);
});
