import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatToken, parseFormat, tokenFormats } from '../../../src/cli/output/token-formats.ts';
import type { HandedToken } from '../../../src/core/create-core.ts';
import { Secret } from '../../../src/core/domain/secret.ts';

const now = new Date('2026-03-02T09:00:00Z');

function handed(accessToken: string, orgName = 'Acme'): HandedToken {
	return {
		accessToken: new Secret(accessToken),
		expiresAt: new Date('2026-03-02T09:59:30.900Z'),
		expiresInSeconds: 3570,
		connection: {
			...{ id: 'con_1', alias: 'acme', customer: null, status: 'connected', problem: null, lastCheckedAt: null },
			...{ waitingUntil: null, revokedAt: null, dataCenter: 'eu', environment: 'production', apiClient: 'agency' },
			...{
				org: { id: '42', name: orgName },
				user: { email: 'a@example.test', name: 'A' },
				scopes: [],
				practice: false,
			},
			...{ apiDomain: 'https://www.zohoapis.eu', accessTokenExpiresAt: null, createdAt: now.toISOString() },
		},
		dataCenter: {
			...{ id: 'eu', name: 'Europe', accountsUrl: 'https://accounts.zoho.eu', apiUrl: 'https://www.zohoapis.eu' },
			...{ consoleUrl: null, kind: 'built-in', confirmed: true },
		},
	};
}

describe('a token', () => {
	it('is the token alone when it is raw', () => {
		expect(formatToken(handed('1000.a.b'), 'raw')).toEqual(['1000.a.b']);
	});

	it('is a header for Zoho', () => {
		expect(formatToken(handed('1000.a.b'), 'header')).toEqual(['Authorization: Zoho-oauthtoken 1000.a.b']);
	});

	it('is JSON with the seconds that are left', () => {
		const [json = ''] = formatToken(handed('1000.a.b'), 'json');
		expect(JSON.parse(json)).toMatchObject({ accessToken: '1000.a.b', expiresInSeconds: 3570, orgId: '42' });
	});

	it('knows its forms and repeats no other', () => {
		for (const format of tokenFormats) expect(parseFormat(format)).toBe(format);
		for (const text of ['', 'RAW', 'hunter2', 'toString']) {
			expect(() => parseFormat(text)).toThrow(/^--format takes one of raw, header, env, json, curl\.$/);
		}
	});

	it('comes back byte for byte when a shell reads its env form', () => {
		const ascii = fc.string({
			unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
			minLength: 1,
		});
		fc.assert(
			fc.property(ascii, (text) => {
				const script = `${formatToken(handed(text), 'env').join('\n')}\nprintf %s "$ZOHO_ACCESS_TOKEN"`;
				expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(text);
			}),
			{ numRuns: 60 },
		);
	});

	it('is one argument of curl, whatever stands in it', () => {
		const text = `x'"$(id)\`id\`!%;&|`;
		const [line = ''] = formatToken(handed(text), 'curl');
		const script = `curl() { printf '%s\\n' "$@"; }\n${line}`;
		expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\n')).toEqual([
			'-H',
			`Authorization: Zoho-oauthtoken ${text}`,
			'https://www.zohoapis.eu/crm/v8/org',
			'',
		]);
	});
});
