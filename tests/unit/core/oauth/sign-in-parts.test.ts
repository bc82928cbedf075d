import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { builtInDataCenters } from '../../../../src/core/domain/data-center.ts';
import { authorizationUrl } from '../../../../src/core/oauth/authorization-url.ts';
import { parseCallback } from '../../../../src/core/oauth/callback.ts';
import { newSignInKeys } from '../../../../src/core/oauth/pkce.ts';
import { codeOf, errorOf } from '../../../integration/core/world.ts';

describe('the keys of a sign-in', () => {
	it('L06: hold a verifier of 43 characters and its S256 challenge (RFC 7636)', () => {
		// Appendix B of the RFC, to check this test's own arithmetic.
		const s256 = (text: string) => createHash('sha256').update(text, 'ascii').digest('base64url');
		expect(s256('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
		const keys = newSignInKeys();
		expect(keys.verifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
		expect(keys.challenge).toBe(s256(keys.verifier));
		expect(keys.state).toMatch(/^[0-9a-f]{64}$/);
		expect(keys.checkCode).toMatch(/^[A-HJ-NP-Z]{4}$/);
	});

	it('L06: a thousand of them are all distinct', () => {
		const all = Array.from({ length: 1000 }, newSignInKeys);
		for (const name of ['state', 'verifier', 'challenge'] as const)
			expect(new Set(all.map((keys) => keys[name])).size).toBe(1000);
	});
});

describe('the authorization URL', () => {
	const request = {
		clientId: '1000.C&x=1',
		redirectUri: 'http://localhost:8917/cb',
		scopes: ['ZohoCRM.org.READ', 'ZohoCRM.users.READ'],
		state: 'st',
		challenge: 'ch',
	};

	it("L14: goes to the data center's own accounts host, with every parameter once", () => {
		for (const dataCenter of builtInDataCenters) {
			const url = new URL(authorizationUrl(dataCenter, request));
			expect(url.origin).toBe(dataCenter.accountsUrl);
			expect(url.pathname).toBe('/oauth/v2/auth');
			expect([...url.searchParams]).toEqual([
				['response_type', 'code'],
				['client_id', '1000.C&x=1'],
				['redirect_uri', 'http://localhost:8917/cb'],
				['scope', 'ZohoCRM.org.READ,ZohoCRM.users.READ'],
				['access_type', 'offline'],
				['prompt', 'consent'],
				['state', 'st'],
				['code_challenge', 'ch'],
				['code_challenge_method', 'S256'],
			]);
		}
	});
});

describe('the callback', () => {
	const parse = (query: string) => parseCallback(new URLSearchParams(query));

	it('gives the code as a secret, and where the user lives', () => {
		const callback = parse('code=1000.abc&accounts-server=https%3A%2F%2Faccounts.zoho.eu&location=eu&state=x');
		expect(callback.code.reveal()).toBe('1000.abc');
		expect(callback).toMatchObject({ accountsServer: 'https://accounts.zoho.eu', location: 'eu' });
		expect(parse('code=1000.abc')).toMatchObject({ accountsServer: null, location: null });
	});

	it.each([
		['error=access_denied', 'SIGN_IN_DENIED'],
		['error=access_denied&code=1000.a', 'SIGN_IN_DENIED'],
		['error=invalid_scope', 'SIGN_IN_REFUSED'],
		['', 'CALLBACK_INVALID'],
		['code=', 'CALLBACK_INVALID'],
		['code=a&code=b', 'CALLBACK_INVALID'],
		['code=a&code=a', 'CALLBACK_INVALID'],
		['error=a&error=b', 'CALLBACK_INVALID'],
		['code=a&accounts-server=x&accounts-server=x', 'CALLBACK_INVALID'],
		['code=a&location=eu&location=us', 'CALLBACK_INVALID'],
		['code=a%0d%0ab', 'CALLBACK_INVALID'],
		['code=a%00', 'CALLBACK_INVALID'],
		[`code=${'x'.repeat(1501)}`, 'CALLBACK_INVALID'],
	])('%s is %s', async (query, code) => expect(await codeOf(() => parse(query))).toBe(code));

	it('L10: quotes a foreign error short and without markup', async () => {
		const error = await errorOf(() =>
			parse(`error=${encodeURIComponent(`<script>alert(1)</script>\u202e${'x'.repeat(99)}`)}`),
		);
		expect(error?.details.reason).toMatch(/^[\w? .-]{1,60}$/);
	});
});
