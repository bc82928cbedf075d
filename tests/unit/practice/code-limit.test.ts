import { expect, test } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { followDevice } from '../../../src/practice/follow-device.ts';
import { beginDevice, pollDevice } from './device-harness.ts';
import {
	authorizationUrl,
	connect,
	consent,
	credentials,
	exchange,
	post,
	practice,
	refresh,
} from './practice-harness.ts';

const minute = 60_000;

test('answers access_denied to the 11th code of a client within ten minutes, and goes on afterwards', async () => {
	const { crm, clock } = await practice({ codeLimit: 10 });
	for (let count = 1; count <= 10; count += 1) {
		expect((await connect(crm, 'eu', 'acme')).refreshToken).not.toBe('');
		clock.now += 1000;
	}
	const { code = '' } = await consent(crm, 'eu', 'acme');

	expect(await exchange(crm, 'eu', code)).toEqual({ status: 200, body: { error: 'access_denied' } });
	expect((await exchange(crm, 'eu', code)).body).toEqual({ error: 'invalid_code' });
	clock.now += 10 * minute - 10_000;
	expect((await connect(crm, 'eu', 'acme')).refreshToken).not.toBe('');
	expect((await connect(crm, 'eu', 'acme')).refreshToken).toBe('');
});

test('counts the codes that were made, in every data center and in the API console, exchanged or not', async () => {
	const { crm } = await practice({ codeLimit: 3 });
	await consent(crm, 'eu', 'acme');
	await consent(crm, 'us', 'wayne-traders');
	const { refreshToken } = await connect(crm, 'us', 'initech');
	const grant = { grant_type: 'authorization_code', code: crm.generateCode({ org: 'globex' }) };

	const { body } = await post(crm, 'eu', '/oauth/v2/token', { ...credentials(crm, 'eu'), ...grant });

	expect(body).toEqual({ error: 'access_denied' });
	expect((await refresh(crm, 'us', refreshToken)).body).toHaveProperty('access_token');
});

test('counts each client by itself, and no declined consent', async () => {
	const { crm } = await practice({ codeLimit: 1 });
	const redirectUris = ['http://localhost:8917/callback'];
	crm.addApiClient({ name: 'Other', clientId: '1000.OTHER', redirectUris, secrets: 'other-secret' });
	await followConsent(authorizationUrl(crm, 'eu'), { decline: true, stopAtRedirect: true });
	expect((await connect(crm, 'eu', 'acme')).refreshToken).not.toBe('');
	const other = { client_id: '1000.OTHER', client_secret: 'other-secret' };

	const { code = '' } = await consent(crm, 'eu', 'acme', { client_id: other.client_id });

	expect((await exchange(crm, 'eu', code, other)).body).toHaveProperty('access_token');
});

test('does not count devices, which have no grant token', async () => {
	const { crm } = await practice({ codeLimit: 0 });
	const device = await beginDevice(crm, 'eu');
	await followDevice(device.verificationUrl, device.userCode);

	expect((await pollDevice(crm, 'eu', device.deviceCode)).body).toHaveProperty('access_token');
});

test('counts nothing unless told to', async () => {
	const { crm } = await practice();

	for (let count = 1; count <= 15; count += 1) expect((await connect(crm, 'eu', 'acme')).refreshToken).not.toBe('');
});
