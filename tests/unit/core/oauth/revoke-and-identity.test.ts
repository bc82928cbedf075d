import { describe, expect, it } from 'vitest';
import { builtInDataCenters } from '../../../../src/core/domain/data-center.ts';
import { Secret } from '../../../../src/core/domain/secret.ts';
import { readIdentity } from '../../../../src/core/oauth/crm-identity.ts';
import { revokeRefreshToken } from '../../../../src/core/oauth/revoke-endpoint.ts';
import { HttpFailure } from '../../../../src/core/ports/http-client.ts';
import { codeOf } from '../../../integration/core/world.ts';
import { json, type Reply, ScriptedHttp } from './scripted-http.ts';

const [us] = builtInDataCenters;
if (!us) throw new Error('No data center.');
const credentials = { dataCenter: us, clientId: '1000.CLIENT', clientSecret: new Secret('c-secret') };
const revoke = (...replies: readonly Reply[]) => {
	const http = new ScriptedHttp(...replies);
	return { http, outcome: revokeRefreshToken(http, credentials, new Secret('1000.refresh')) };
};
const refused = json(400, { error: 'invalid_token' });

describe('revoke', () => {
	it('T10: asks the current form first, with the client in the header and the token in the body', async () => {
		const { http, outcome } = revoke(json(200, { status: 'success' }));
		expect(await outcome).toBe('revoked');
		expect(http.requests).toEqual([
			{
				method: 'POST',
				url: 'https://accounts.zoho.com/oauth/v2/revoke/token',
				headers: { authorization: `Basic ${btoa('1000.CLIENT:c-secret')}` },
				form: { token: '1000.refresh', token_type: 'refresh_token' },
			},
		]);
	});

	it('falls back to the older form, also without the token in the URL', async () => {
		const { http, outcome } = revoke({ status: 404, text: '' }, json(200, { status: 'success' }));
		expect(await outcome).toBe('revoked');
		expect(http.requests[1]).toEqual({
			method: 'POST',
			url: 'https://accounts.zoho.com/oauth/v2/token/revoke',
			form: { token: '1000.refresh' },
		});
	});

	it('V03: counts a token as dead only when a refresh says invalid_code', async () => {
		expect(await revoke(refused, refused, json(200, { error: 'invalid_code' })).outcome).toBe('was dead');
		for (const error of ['invalid_client', 'invalid_client_secret', 'Access Denied', 'general_error']) {
			expect(await codeOf(revoke(refused, refused, json(200, { error })).outcome)).not.toBe('none');
		}
		expect(await codeOf(revoke(refused, refused, json(200, { access_token: '1000.a' })).outcome)).toBe(
			'PROVIDER_REFUSED',
		);
		expect(await codeOf(revoke(refused, refused, { status: 200, text: '<html>' }).outcome)).toBe('PROVIDER_MALFORMED');
	});

	it.each([
		['an HTML page', '<html>Hotel</html>'],
		['an error', '{"error":"invalid_client"}'],
		['a failure', '{"status":"failure"}'],
		['a text', '"success"'],
		['null', 'null'],
	])('V02: %s with HTTP 200 is no yes', async (_, text) => {
		const page = { status: 200, text };
		expect(await codeOf(revoke(page, page, json(200, { access_token: '1000.a' })).outcome)).toBe('PROVIDER_REFUSED');
	});

	it('V02: "too many requests" is asked about no further, and says for how long', async () => {
		const { http, outcome } = revoke({ ...json(429, {}), retryAfterMs: 90_000 });
		await expect(outcome).rejects.toMatchObject({ code: 'LIMITED', details: { waitMs: 90_000 } });
		expect(http.requests).toHaveLength(1);
	});

	it('V02: an outage or a cut connection is no yes', async () => {
		expect(await codeOf(revoke(json(503, {})).outcome)).toBe('PROVIDER_UNREACHABLE');
		expect(await codeOf(revoke(refused, new HttpFailure('unreachable', 'cut', true)).outcome)).toBe(
			'PROVIDER_UNREACHABLE',
		);
		expect(await codeOf(revoke({ status: 302, text: '' }).outcome)).toBe('PROVIDER_MALFORMED');
	});
});

const org = { zgid: '1', id: '9', company_name: 'Acme', type: 'production' };
const user = { email: 'a@b.test', full_name: 'A B' };
const identify = (...replies: readonly Reply[]) =>
	readIdentity(new ScriptedHttp(...replies), 'https://www.zohoapis.com', new Secret('1000.access'));

describe('identity', () => {
	it('is the org and the user that the CRM names; the token goes in the header alone', async () => {
		const http = new ScriptedHttp(json(200, { org: [org] }), json(200, { users: [user] }));
		expect(await readIdentity(http, 'https://www.zohoapis.com', new Secret('1000.access'))).toEqual({
			state: 'known',
			identity: { org: { id: '1', name: 'Acme' }, user: { email: 'a@b.test', name: 'A B' }, environment: 'production' },
		});
		expect(http.requests.map(({ url }) => url)).toEqual([
			'https://www.zohoapis.com/crm/v8/org',
			'https://www.zohoapis.com/crm/v8/users?type=CurrentUser',
		]);
		expect(http.requests.map(({ headers }) => headers)).toEqual([
			{ authorization: 'Zoho-oauthtoken 1000.access' },
			{ authorization: 'Zoho-oauthtoken 1000.access' },
		]);
	});

	it.each([
		['production', 'production'],
		['Production', 'production'],
		['SANDBOX', 'sandbox'],
		['developer', 'developer'],
		['bigin', 'production'],
		['else', 'unknown'],
		[null, 'unknown'],
	])('an org of type %s is %s', async (type, environment) => {
		const answer = await identify(json(200, { org: [{ ...org, type }] }), json(200, { users: [user] }));
		expect(answer).toMatchObject({ identity: { environment } });
	});

	it('lives with an org and a user of few words, and cuts control characters and length', async () => {
		const answer = await identify(
			json(200, { org: [{ id: '9', company_name: null }] }),
			json(200, { users: [{ email: 'a@b.test', full_name: `x\u001b[2J\n${'y'.repeat(900)}` }] }),
		);
		if (answer.state !== 'known') throw new Error('Refused.');
		expect(answer.identity.org).toEqual({ id: '9', name: 'Org 9' });
		expect(answer.identity.user.name).toMatch(/^x {1}\[2J y+$/);
		expect(answer.identity.user.name).toHaveLength(300);
	});

	it.each(['INVALID_TOKEN', 'INVALID_OAUTHTOKEN', 'AUTHENTICATION_FAILURE'])(
		'%s means that the token is refused, with 401 and with 400',
		async (code) => {
			for (const status of [400, 401]) {
				expect(await identify(json(status, { code, status: 'error' }))).toEqual({ state: 'refused' });
				expect(await identify(json(200, { org: [org] }), json(status, { code }))).toEqual({ state: 'refused' });
			}
		},
	);

	it.each([
		[json(401, { code: 'OAUTH_SCOPE_MISMATCH' }), 'ORG_UNREADABLE'],
		[json(403, { code: 'NO_PERMISSION' }), 'ORG_UNREADABLE'],
		[json(429, { code: 'TOO_MANY_REQUESTS' }), 'PROVIDER_UNREACHABLE'],
		[{ status: 204, text: '' }, 'PROVIDER_MALFORMED'],
		[{ status: 200, text: '<html>' }, 'PROVIDER_MALFORMED'],
		[{ status: 302, text: '' }, 'PROVIDER_MALFORMED'],
		[json(200, { org: [] }), 'PROVIDER_MALFORMED'],
		[json(200, { org: {} }), 'PROVIDER_MALFORMED'],
		[json(200, { org: [null] }), 'PROVIDER_MALFORMED'],
		[json(200, []), 'PROVIDER_MALFORMED'],
	])('%j is %s', async (reply, code) => expect(await codeOf(identify(reply))).toBe(code));

	it('an outage is tried again, at most twice', async () => {
		const outage = json(500, { code: 'INTERNAL_ERROR' });
		expect(await codeOf(identify(outage, outage, outage))).toBe('PROVIDER_UNREACHABLE');
		expect(await identify(outage, outage, json(200, { org: [org] }), json(200, { users: [user] }))).toMatchObject({
			state: 'known',
		});
	});

	it('an org or a user without an id is no identity', async () => {
		expect(await codeOf(identify(json(200, { org: [{}] }), json(200, { users: [user] })))).toBe('PROVIDER_MALFORMED');
		expect(await codeOf(identify(json(200, { org: [org] }), json(200, { users: [{}] })))).toBe('PROVIDER_MALFORMED');
	});
});
