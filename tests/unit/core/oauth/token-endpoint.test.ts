import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/domain/app-error.ts';
import { builtInDataCenters } from '../../../../src/core/domain/data-center.ts';
import { Secret } from '../../../../src/core/domain/secret.ts';
import { exchangeCode, refreshAccessToken } from '../../../../src/core/oauth/token-endpoint.ts';
import { HttpFailure } from '../../../../src/core/ports/http-client.ts';
import { codeOf, errorOf } from '../../../integration/core/world.ts';
import fc from '../../../support/fast-check.ts';
import { json, ScriptedHttp } from './scripted-http.ts';

const [us] = builtInDataCenters;
if (!us) throw new Error('No data center.');
const credentials = { dataCenter: us, clientId: '1000.CLIENT', clientSecret: new Secret('c-secret') };
const grant = { code: new Secret('1000.code'), redirectUri: 'http://localhost:8917/cb', verifier: 'v'.repeat(43) };
const refreshed = (http: ScriptedHttp) => refreshAccessToken(http, credentials, new Secret('1000.refresh'));
const good = {
	access_token: '1000.a.b',
	refresh_token: '1000.r.s',
	api_domain: 'https://www.zohoapis.com',
	token_type: 'Bearer',
	expires_in: 3600,
};

describe('a token call', () => {
	it("T10: puts everything into the body, at the data center's own host", async () => {
		const http = new ScriptedHttp(json(200, good));
		await exchangeCode(http, credentials, grant);
		expect(http.requests).toEqual([
			{
				method: 'POST',
				url: 'https://accounts.zoho.com/oauth/v2/token',
				form: {
					client_id: '1000.CLIENT',
					client_secret: 'c-secret',
					grant_type: 'authorization_code',
					code: '1000.code',
					redirect_uri: grant.redirectUri,
					code_verifier: grant.verifier,
				},
			},
		]);
	});

	it('succeeds when there is an access token, whatever the status says', async () => {
		for (const status of [200, 201, 400, 401]) {
			const answer = await refreshed(new ScriptedHttp(json(status, { ...good, refresh_token: undefined })));
			expect(answer.accessToken.reveal()).toBe('1000.a.b');
			expect(answer.refreshToken).toBeNull();
			expect(answer).toMatchObject({ expiresInSeconds: 3600, apiDomain: 'https://www.zohoapis.com' });
		}
	});

	it('reads the older form: milliseconds beside expires_in_sec, no API domain', async () => {
		const body = { access_token: '1000.a', expires_in: 3_600_000, expires_in_sec: 1800 };
		expect(await refreshed(new ScriptedHttp(json(200, body)))).toMatchObject({
			expiresInSeconds: 1800,
			apiDomain: 'https://www.zohoapis.com',
		});
	});

	const errors = [
		[{ error: 'invalid_client' }, 'INVALID_CLIENT'],
		[{ error: 'invalid_client_secret' }, 'INVALID_CLIENT_SECRET'],
		[{ error: 'invalid_redirect_uri' }, 'INVALID_REDIRECT_URI'],
		[{ error: 'invalid_code' }, 'INVALID_CODE'],
		[
			{
				error: 'Access Denied',
				error_description: 'You have made too many requests continuously. Please try again after some time.',
				status: 'failure',
			},
			'LIMITED',
		],
		[{ error: 'access_denied' }, 'LIMITED'],
		[{ error: 'general_error', error_description: 'too many requests' }, 'LIMITED'],
		[{ error: 'general_error' }, 'PROVIDER_REFUSED'],
		[{ error: 'invalid_grant' }, 'INVALID_CODE'],
		[{ error: 'constructor' }, 'PROVIDER_REFUSED'],
	] as const;
	it.each(errors.flatMap(([body, code]) => [200, 400, 401].map((status) => [body, status, code] as const)))(
		'T01: %j with HTTP %i is %3$s',
		async (body, status, code) => {
			expect(await codeOf(refreshed(new ScriptedHttp(json(status, body))))).toBe(code);
			expect(await codeOf(exchangeCode(new ScriptedHttp(json(status, body)), credentials, grant))).toBe(code);
		},
	);

	it.each(errors)('T01: %j with HTTP 500 or 503 is an outage, not a verdict', async (body) => {
		for (const status of [500, 502, 503])
			expect(await codeOf(refreshed(new ScriptedHttp(json(status, body))))).toBe('PROVIDER_UNREACHABLE');
	});

	it('HTTP 429 is a limit, whatever its body says', async () => {
		expect(await codeOf(refreshed(new ScriptedHttp({ status: 429, text: '<html>slow down' })))).toBe('LIMITED');
	});

	it('a foreign error word is quoted short and plain', async () => {
		const error = await errorOf(refreshed(new ScriptedHttp(json(200, { error: `\u202e<b>${'x'.repeat(200)}` }))));
		expect(error?.details.reason).toMatch(/^[\w? .-]{1,60}$/);
	});

	it.each([
		['HTML', '<html><body>Sign in to the hotel</body></html>'],
		['nothing', ''],
		['a list', '[]'],
		['a text', '"invalid_code"'],
		['null', 'null'],
		['an empty object', '{}'],
		['half an answer', '{"access_token":"1000.a'],
		['a number as token', '{"access_token":12345}'],
		['a list as token', '{"access_token":["1000.a"]}'],
		['an empty token', '{"access_token":""}'],
		['an error that is no text', '{"error":{"code":1}}'],
		['a token only in the prototype', '{"__proto__":{"access_token":"1000.a"}}'],
		['a token with a line break', '{"access_token":"1000.a\\r\\nX: y"}'],
		['a token with NUL', '{"access_token":"1000.a\\u0000b"}'],
		['a token with a space', '{"access_token":"1000.a b"}'],
		['a token beyond ASCII', '{"access_token":"1000.\u00e9"}'],
		['a token of 5 KB', JSON.stringify({ access_token: 'x'.repeat(5000) })],
		['a bad refresh token', '{"access_token":"1000.a","refresh_token":"x\\ny"}'],
	])('T02, T06: %s is malformed, and its text is quoted nowhere', async (_, text) => {
		const error = await errorOf(refreshed(new ScriptedHttp({ status: 200, text })));
		expect(error?.code).toBe('PROVIDER_MALFORMED');
		expect(JSON.stringify([error?.words, String(error?.cause)])).not.toContain('1000');
	});

	it('T02: no answer at all, however made, ends in anything but a token or an AppError', async () => {
		const member = fc.oneof(fc.jsonValue(), fc.constantFrom('1000.a', 'invalid_code', 3600));
		const body = fc.oneof(
			fc.string({ maxLength: 200, unit: 'binary' }),
			fc.json(),
			fc
				.record(
					{
						access_token: member,
						refresh_token: member,
						expires_in: member,
						expires_in_sec: member,
						api_domain: member,
						error: member,
						error_description: member,
					},
					{ requiredKeys: [] },
				)
				.map((value) => JSON.stringify(value)),
		);
		await fc.assert(
			fc.asyncProperty(body, fc.integer({ min: 100, max: 599 }), async (text, status) => {
				try {
					const answer = await refreshed(new ScriptedHttp({ status, text }));
					expect(answer.apiDomain).toMatch(/^https:\/\/(www|sandbox|developer)\.zohoapis\.com$/);
				} catch (error) {
					expect(error).toBeInstanceOf(AppError);
				}
			}),
			{ numRuns: 3000 },
		);
	});

	it.each([301, 302, 303, 307, 308])('T07: a redirect (%i) is not an answer of Zoho', async (status) => {
		const error = await errorOf(refreshed(new ScriptedHttp({ status, text: JSON.stringify(good) })));
		expect(error?.code).toBe('PROVIDER_MALFORMED');
	});

	it('a failure on the way keeps whether the request had left', async () => {
		for (const sent of [true, false]) {
			const cut = new HttpFailure('unreachable', 'the connection was cut', sent);
			const error = await errorOf(refreshed(new ScriptedHttp(cut, cut, cut)));
			expect(error?.code).toBe('PROVIDER_UNREACHABLE');
			expect(error?.cause).toMatchObject({ sent });
		}
	});

	it('offline is told as such, and not tried again: no second call would leave either', async () => {
		const offline = new HttpFailure('offline', 'no network', false);
		const http = new ScriptedHttp(offline);
		const error = await errorOf(refreshed(http));
		expect(error?.code).toBe('OFFLINE');
		expect(error?.details).toMatchObject({ problem: 'no network' });
		expect(http.requests).toHaveLength(1);
	});

	it('a call that never left is tried again, at most twice; one that may have arrived is not', async () => {
		const refused = new HttpFailure('unreachable', 'the connection was refused', false);
		const cut = new HttpFailure('unreachable', 'the connection was cut', true);
		const http = new ScriptedHttp(refused, refused, json(200, { access_token: '1000.a.b' }));
		expect((await refreshed(http)).accessToken.reveal()).toBe('1000.a.b');
		expect(http.requests).toHaveLength(3);
		for (const [replies, calls] of [
			[[refused, refused, refused, refused], 3],
			[[cut, cut], 1],
			[
				[
					{ status: 503, text: '' },
					{ status: 503, text: '' },
				],
				1,
			],
		] as const) {
			const failing = new ScriptedHttp(...replies);
			expect((await errorOf(refreshed(failing)))?.code).toBe('PROVIDER_UNREACHABLE');
			expect(failing.requests).toHaveLength(calls);
		}
	});
});
