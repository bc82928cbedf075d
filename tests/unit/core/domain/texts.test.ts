import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { AppError, asAppError } from '../../../../src/core/domain/app-error.ts';
import { parseAlias, proposeAlias } from '../../../../src/core/domain/connection.ts';
import { parseRedirectUri } from '../../../../src/core/domain/redirect-uri.ts';
import { parseScopes } from '../../../../src/core/domain/scopes.ts';
import { isSecretText, Secret } from '../../../../src/core/domain/secret.ts';
import { lifetimeSeconds } from '../../../../src/core/domain/token-lifetime.ts';
import { type ErrorCode, errorTable } from '../../../../src/shared/error-codes.ts';
import { errorWords } from '../../../../src/shared/error-words.ts';
import { scopesToAsk } from '../../../../src/shared/scopes-to-ask.ts';
import { codeOf } from '../../../integration/core/world.ts';
import fc from '../../../support/fast-check.ts';

describe('a redirect URI', () => {
	it.each([
		['http://localhost:8917/callback', 8917, '/callback', ['127.0.0.1', '::1'], ['localhost:8917']],
		['http://127.0.0.1:8917/', 8917, '/', ['127.0.0.1'], ['127.0.0.1:8917']],
		['http://127.0.0.1:65535/a/b', 65535, '/a/b', ['127.0.0.1'], ['127.0.0.1:65535']],
		['http://[::1]:1024/callback', 1024, '/callback', ['::1'], ['[::1]:1024']],
		['http://localhost:8917', 8917, '/', ['127.0.0.1', '::1'], ['localhost:8917']],
	])('%s is taken apart', (text, port, path, addresses, hosts) => {
		expect(parseRedirectUri(text)).toEqual({ text, port, path, addresses, hosts });
	});

	it.each([
		'',
		'localhost:8917',
		'https://localhost:8917/cb',
		'http://localhost/cb',
		'http://localhost:80/cb',
		'http://localhost:1023/cb',
		'http://localhost:65536/cb',
		'http://0.0.0.0:8917/cb',
		'http://192.168.1.2:8917/cb',
		'http://127.1:8917/cb',
		'http://127.0.0.2:8917/cb',
		'http://evil.test:8917/cb',
		'http://localhost.:8917/cb',
		'http://LOCALHOST:8917/cb',
		'http://localhost:08917/cb',
		'http://u@localhost:8917/cb',
		'http://localhost:8917/cb?x=1',
		'http://localhost:8917/cb#x',
		'http://localhost:8917/a/../cb',
		'http://localhost:8917/c b',
		'http://localhost:8917/\u00e9',
		'http://localhost:8917/cb\n',
		'http:\\\\localhost:8917\\cb',
		'custom-scheme://callback',
		'http://constructor:8917/cb',
		'http://__proto__:8917/cb',
	])('%j is refused', async (text) => expect(await codeOf(() => parseRedirectUri(text))).toBe('REDIRECT_URI_REFUSED'));
});

describe('scopes', () => {
	it('are kept in order, trimmed, without doubles and empty ones', () => {
		expect(parseScopes([' ZohoCRM.org.READ', 'ZohoCRM.modules.ALL', '', 'ZohoCRM.org.READ'])).toEqual([
			'ZohoCRM.org.READ',
			'ZohoCRM.modules.ALL',
		]);
	});

	it.each([
		'ZohoCRM',
		'ZohoCRM.',
		'.READ',
		'a b.c',
		'ZohoCRM.org.READ,x',
		'ZohoCRM.org.READ&prompt=none',
		'a.b.c.d.e.f',
		'<b>.x',
		'x\n.y',
	])('%j is refused', async (scope) => {
		expect(await codeOf(() => parseScopes([scope]))).toBe('SCOPE_REFUSED');
	});

	it('always ask for what names the connection, unless the wider form is there', () => {
		expect(scopesToAsk(['ZohoCRM.modules.READ'])).toEqual([
			'ZohoCRM.modules.READ',
			'ZohoCRM.users.READ',
			'ZohoCRM.org.READ',
		]);
		expect(scopesToAsk(['ZohoCRM.users.ALL', 'ZohoCRM.org.READ'])).toEqual(['ZohoCRM.users.ALL', 'ZohoCRM.org.READ']);
	});
});

describe('the life of an access token', () => {
	it.each([
		[3600, undefined, 3600],
		[3_600_000, 3600, 3600],
		[3_600_000, undefined, 3600],
		['3600', undefined, 3600],
		[1800.9, undefined, 1800],
		[900, 1200, 1200],
		[0, undefined, 3600],
		[-1, undefined, 3600],
		[59, undefined, 3600],
		[1e12, undefined, 3600],
		[null, null, 3600],
	])('T05: expires_in %j with expires_in_sec %j is %i s', (expiresIn, expiresInSec, seconds) => {
		expect(lifetimeSeconds(expiresIn, expiresInSec)).toBe(seconds);
	});

	it('T05: is a whole number from 60 to 3600, whatever JSON says', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (expiresIn, expiresInSec) => {
				const seconds = lifetimeSeconds(expiresIn, expiresInSec);
				return Number.isInteger(seconds) && seconds >= 60 && seconds <= 3600;
			}),
			{ numRuns: 2000 },
		);
		for (const hostile of [{ valueOf: 1, toString: 1 }, [[3600]], [600], true, Number.NaN, Number.POSITIVE_INFINITY]) {
			expect(lifetimeSeconds(hostile, hostile)).toBe(3600);
		}
	});
});

describe('an alias', () => {
	it.each(['acme', 'Acme-1', 'a.b_c', 'M\u00fcller', '\u6771\u4eac', '1', 'x'.repeat(64)])('%s is one', (text) =>
		expect(parseAlias(text)).toBe(text),
	);

	it.each([
		'',
		'-x',
		'--yes',
		'.x',
		'_x',
		'a b',
		'a/b',
		'$x',
		'`x`',
		"a'b",
		'a"b',
		'a\n',
		'x'.repeat(65),
		'*',
		'../x',
		'\u202ex',
	])('%j is none', async (text) => {
		expect(await codeOf(() => parseAlias(text))).toBe('ALIAS_REFUSED');
	});

	it('is proposed within its length also for the longest names of org and data center', () => {
		const used = new Set<string>();
		for (let n = 0; n < 12; n++) {
			const alias = proposeAlias('x'.repeat(90), 'd'.repeat(32), (one) => used.has(one));
			expect(parseAlias(alias)).toBe(alias);
			used.add(alias);
		}
		expect(used.size).toBe(12);
	});

	it("is proposed from any org's name, can be typed, and is free", () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme', maxLength: 80 }),
				fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/),
				fc.nat(30),
				(org, dataCenter, taken) => {
					const used = new Set<string>();
					for (let n = 0; n <= taken; n++) {
						const alias = proposeAlias(org, dataCenter, (one) => used.has(one));
						expect(parseAlias(alias)).toBe(alias);
						expect(used.has(alias)).toBe(false);
						used.add(alias);
					}
				},
			),
			{ numRuns: 300 },
		);
	});
});

describe('a secret', () => {
	const secret = new Secret('1000.top.secret');

	it('prints as [secret] wherever text is made of it', () => {
		const error = new Error(`refused ${secret}`, { cause: secret });
		const shown = [
			String(secret),
			`${secret}`,
			`${[secret]}`,
			JSON.stringify({ secret }),
			inspect(secret),
			inspect({ a: { b: [secret] } }, { depth: 9, showHidden: true }),
			error.message,
			inspect(error),
			JSON.stringify(new Map([['a', secret]])),
			inspect(new AppError('INTERNAL', { problem: String(secret) }, { cause: secret })),
		];
		for (const text of shown) expect(text).not.toContain('top');
		expect(String(secret)).toBe('[secret]');
		expect(Object.keys(secret)).toEqual([]);
		expect(JSON.stringify(structuredClone({ ...secret }))).toBe('{}');
		expect(secret.reveal()).toBe('1000.top.secret');
	});

	it.each(['', ' ', 'a b', 'a\n', 'a\r\nb', 'a\0b', '\u00e9', '\ufeff1000.a', 'x'.repeat(1501), '\\'.repeat(1500)])(
		'T06: %j cannot be a token',
		(text) => expect(isSecretText(text)).toBe(false),
	);

	it('a token of 1,500 characters can be kept, as JSON in an entry', () => {
		expect(isSecretText('x'.repeat(1500))).toBe(true);
		fc.assert(
			fc.property(
				fc.string({ maxLength: 1600 }),
				(text) =>
					!isSecretText(text) || JSON.stringify({ v: 1, sealKey: 'k'.repeat(43), refreshToken: text }).length <= 2400,
			),
		);
	});
});

describe('an error', () => {
	it('has a sentence, a next step and a known exit code for every code', () => {
		for (const [code, { sentence, hint, exitCode }] of Object.entries(errorTable)) {
			expect(sentence).toMatch(code === 'USAGE' ? /./ : /[.)}]$/);
			expect(hint).toMatch(/[.)}]$/);
			// 126 and 127 are the shell's own, for a program that `exec` cannot start.
			expect([1, 2, 4, 5, 6, 7, 8, 126, 127]).toContain(exitCode);
		}
	});

	it('fills every place of its texts, and only those', () => {
		for (const code of Object.keys(errorTable) as ErrorCode[]) {
			const { sentence, hint } = errorTable[code];
			const names = [...`${sentence} ${hint}`.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
			const words = errorWords(code, Object.fromEntries(names.map((name) => [name, `<${name}>`])));
			expect(`${words.message} ${words.hint}`).not.toMatch(/[{}]/);
			for (const name of names) expect(`${words.message} ${words.hint}`).toContain(`<${name}>`);
		}
		expect(errorWords('ALIAS_TAKEN', { alias: '{alias} $& $1' }).message).toContain('{alias} $& $1');
	});

	it('of a stranger becomes INTERNAL with its name alone, for its message may quote anything', () => {
		const error = asAppError(new TypeError('token 1000.abc is bad'));
		expect(error).toMatchObject({ code: 'INTERNAL', exitCode: 1, details: { problem: 'TypeError' } });
		expect(error.message).not.toContain('1000');
		expect(asAppError('1000.abc').words.message).not.toContain('1000');
		const own = new AppError('CANCELLED');
		expect(asAppError(own)).toBe(own);
	});
});
