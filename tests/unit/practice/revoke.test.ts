import { expect, test } from 'vitest';
import type { PracticeCrm } from '../../../src/practice/start-practice.ts';
import { at, connect, consent, credentials, exchange, isAlive, post, practice, refresh } from './practice-harness.ts';

async function revokeOwn(crm: PracticeCrm, location: string, form: Record<string, string>, basic?: string) {
	const { client_id, client_secret } = credentials(crm, location);
	const encoded = Buffer.from(basic ?? `${client_id}:${client_secret}`).toString('base64');
	const response = await fetch(`${at(crm, location).accountsUrl}/oauth/v2/revoke/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${encoded}` },
		body: new URLSearchParams(form),
	});
	return { status: response.status, body: await response.json() };
}

test('revokes a refresh token together with its access tokens', async () => {
	const { crm } = await practice();
	const { refreshToken, accessToken } = await connect(crm, 'eu', 'acme');

	expect(await revokeOwn(crm, 'eu', { token: refreshToken })).toEqual({ status: 200, body: { status: 'success' } });

	expect((await refresh(crm, 'eu', refreshToken)).body).toEqual({ error: 'invalid_code' });
	expect(await isAlive(crm, 'eu', accessToken)).toBe(false);
	expect((await revokeOwn(crm, 'eu', { token: refreshToken })).status).toBe(400);
});

test('revokes an access token alone when its type is named', async () => {
	const { crm } = await practice();
	const { refreshToken, accessToken } = await connect(crm, 'eu', 'acme');

	expect((await revokeOwn(crm, 'eu', { token: accessToken })).status).toBe(400);
	expect((await revokeOwn(crm, 'eu', { token: accessToken, token_type: 'access_token' })).status).toBe(200);

	expect(await isAlive(crm, 'eu', accessToken)).toBe(false);
	expect((await refresh(crm, 'eu', refreshToken)).body).toHaveProperty('access_token');
});

test('does not revoke what belongs to another data center, another API client, or a wrong secret', async () => {
	const { crm } = await practice();
	crm.addApiClient({ name: 'Other', clientId: '1000.OTHER', redirectUris: [], secrets: 'other-secret' });
	const { refreshToken: token } = await connect(crm, 'eu', 'acme');

	const answers = [
		await revokeOwn(crm, 'us', { token }),
		await revokeOwn(crm, 'eu', { token }, '1000.OTHER:other-secret'),
		await revokeOwn(crm, 'eu', { token }, `${crm.apiClient.clientId}:wrong`),
		await revokeOwn(crm, 'eu', { token, token_type: 'constructor' }),
		await revokeOwn(crm, 'eu', { token: '1000.unknown' }),
		await post(crm, 'us', '/oauth/v2/token/revoke', { token }),
		await post(crm, 'eu', '/oauth/v2/token/revoke', { token: '1000.unknown' }),
	];

	expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
	expect((await refresh(crm, 'eu', token)).body).toHaveProperty('access_token');
});

test('revokes at the older address whatever kind of token it is given, in the form or in the query', async () => {
	const { crm } = await practice();
	const { refreshToken, accessToken } = await connect(crm, 'eu', 'acme');

	expect((await post(crm, 'eu', '/oauth/v2/token/revoke', { token: accessToken })).body).toEqual({ status: 'success' });
	expect((await refresh(crm, 'eu', refreshToken)).body).toHaveProperty('access_token');
	expect((await post(crm, 'eu', `/oauth/v2/token/revoke?token=${refreshToken}`, {})).status).toBe(200);
	expect((await refresh(crm, 'eu', refreshToken)).body).toEqual({ error: 'invalid_code' });
});

test('removing the connected app ends every token of that user, and makes the next consent a first one', async () => {
	const { crm } = await practice();
	const acme = await connect(crm, 'eu', 'acme');
	await connect(crm, 'eu', 'acme-sandbox');
	const globex = await connect(crm, 'eu', 'globex');
	const { code = '' } = await consent(crm, 'eu', 'acme');

	expect(await crm.revokeEverywhere('anna.keller@example.test')).toBe(2);

	expect((await refresh(crm, 'eu', acme.refreshToken)).body).toEqual({ error: 'invalid_code' });
	expect(await isAlive(crm, 'eu', acme.accessToken)).toBe(false);
	expect((await exchange(crm, 'eu', code)).body).toEqual({ error: 'invalid_code' });
	expect((await refresh(crm, 'eu', globex.refreshToken)).body).toHaveProperty('access_token');
	expect((await connect(crm, 'eu', 'acme', { prompt: null })).refreshToken).not.toBe('');
});
