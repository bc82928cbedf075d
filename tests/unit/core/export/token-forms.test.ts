import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/domain/app-error.ts';
import { formatToken, type TokenFormat, tokenFormats } from '../../../../src/core/export/format-token.ts';
import { exportedToken, type OddValues } from './hostile-token.ts';
import { readBruno, readDotenv } from './readers.ts';

const variables = {
	ZOHO_ACCESS_TOKEN: '1000.a.b',
	ZOHO_API_DOMAIN: 'https://www.zohoapis.eu',
	ZOHO_ACCOUNTS_URL: 'https://accounts.zoho.eu',
	ZOHO_DATA_CENTER: 'eu',
	ZOHO_ENVIRONMENT: 'production',
	ZOHO_ORG_ID: '42',
	ZOHO_TOKEN_EXPIRES_AT: '2026-03-02T09:59:30.900Z',
};

function refusal(odd: OddValues, format: TokenFormat): AppError {
	try {
		formatToken(exportedToken(odd), format);
	} catch (error) {
		if (error instanceof AppError) return error;
	}
	throw new Error('not refused');
}

describe('a token', () => {
	it('is the token alone when it is raw, and a header for Zoho', () => {
		expect(formatToken(exportedToken(), 'raw')).toBe('1000.a.b');
		expect(formatToken(exportedToken(), 'header')).toBe('Authorization: Zoho-oauthtoken 1000.a.b');
	});

	it('is lines that a shell takes over', () => {
		const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'`);
		expect(formatToken(exportedToken(), 'env').split('\n')).toEqual(lines);
	});

	it('is a .env file', () => {
		expect(Object.fromEntries(readDotenv(formatToken(exportedToken(), 'dotenv')))).toEqual(variables);
	});

	it('is JSON with the seconds that are left', () => {
		expect(JSON.parse(formatToken(exportedToken(), 'json'))).toEqual({
			...{ accessToken: '1000.a.b', tokenType: 'Zoho-oauthtoken', expiresAt: '2026-03-02T09:59:30.900Z' },
			...{ expiresInSeconds: 3570, apiDomain: 'https://www.zohoapis.eu', accountsServer: 'https://accounts.zoho.eu' },
			...{ dataCenter: 'eu', environment: 'production', orgId: '42', alias: 'acme' },
		});
	});

	it('is a Postman environment in which only the token is a secret', () => {
		const { id, ...rest } = JSON.parse(formatToken(exportedToken(), 'postman'));
		expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
		expect(rest).toEqual({
			name: 'acme (Acme GmbH, production)',
			values: Object.entries(variables).map(([key, value]) => ({
				...{ key, value, enabled: true },
				type: key === 'ZOHO_ACCESS_TOKEN' ? 'secret' : 'default',
			})),
			_postman_variable_scope: 'environment',
		});
		expect(JSON.parse(formatToken(exportedToken({ accessToken: 'other' }), 'postman')).id).toBe(id);
	});

	it('is a Bruno environment', () => {
		const text = formatToken(exportedToken(), 'bruno');
		expect(text.split('\n').slice(0, 2)).toEqual(['vars {', '  ZOHO_ACCESS_TOKEN: 1000.a.b']);
		expect(Object.fromEntries(readBruno(text))).toEqual(variables);
	});
});

describe("a stranger's text", () => {
	it.each([
		...(['raw', 'header', 'env', 'dotenv', 'curl', 'bruno'] as const).flatMap((format) => [
			{ format, odd: { accessToken: 'a\nb' } },
			{ format, odd: { accessToken: 'a\0b' } },
			{ format, odd: { accessToken: 'a\u001b[31mb' } },
		]),
		{ format: 'curl', odd: { apiDomain: 'https://a\r\nb' } },
		{ format: 'env', odd: { orgId: '4\u202e2' } },
		{ format: 'env', odd: { orgId: '\ud800' } },
		{ format: 'dotenv', odd: { orgId: `'"` } },
		{ format: 'dotenv', odd: { orgId: `'$HOME` } },
		{ format: 'dotenv', odd: { orgId: `'\\` } },
		{ format: 'bruno', odd: { orgId: ' 42' } },
		{ format: 'bruno', odd: { orgId: "42'''" } },
		{ format: 'bruno', odd: { orgId: '{{process.env.HOME}}' } },
		{ format: 'postman', odd: { orgId: '{{other}}' } },
	] as const)('that the form cannot carry is refused without being named: $format $odd', ({ format, odd }) => {
		const error = refusal(odd, format);
		const [value = ''] = Object.values(odd);
		expect(error.code).toBe('EXPORT_REFUSED');
		expect(error.message).toMatch(new RegExp(`^The token cannot be written in the form "${format}": ZOHO_[A-Z_]+ `));
		expect(error.message).not.toContain(value);
	});

	it('names an environment on one line of moderate length', () => {
		const nameOf = (orgName: string) => JSON.parse(formatToken(exportedToken({ orgName }), 'postman')).name;
		expect(nameOf('Ac\r\nme\u001b[31m\u202e\ud800"')).toBe('acme (Ac me [31m \ufffd", production)');
		expect(nameOf('🦆'.repeat(300))).toBe(`acme (${'🦆'.repeat(60)}, production)`);
	});

	it('reaches a terminal in no form as what a terminal obeys', () => {
		const odd = { orgId: '\u001b]0;\u0007\u009b\u202e\u2028\u{e0001}', orgName: '\u009b\u202e' };
		const texts = tokenFormats.map((format) => {
			try {
				return formatToken(exportedToken(odd), format);
			} catch {
				return '';
			}
		});
		expect(texts.filter((text) => text !== '')).toHaveLength(5);
		for (const text of texts) expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
		expect(JSON.parse(formatToken(exportedToken(odd), 'json')).orgId).toBe(odd.orgId);
	});
});
