import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readMySqlTokens } from '../../src/core/adapters/token-stores/token-sources.ts';
import { Secret } from '../../src/core/domain/secret.ts';
import { type Pair, testAuthority } from '../unit/core/adapters/test-authority.ts';
import { done, hostileMySql } from './token-stores/hostile-mysql.ts';
import { hasMariaDb, startMariaDb } from './token-stores/mariadb.ts';

const host = 'db.example.test';
const trusted = getCACertificates('default');

/** Names of the test lead to this machine, which thereby looks like another one. */
beforeEach(() => {
	const lookup = dns.lookup;
	vi.spyOn(dns, 'lookup').mockImplementation(((name: string, options: object, done: never) =>
		lookup(name.endsWith('.example.test') ? '127.0.0.1' : name, options, done)) as never);
});
afterEach(() => {
	vi.restoreAllMocks();
	setDefaultCACertificates(trusted);
});
afterAll(() => setDefaultCACertificates(trusted));

const secret = '1000.not-to-be-read-along-93ac';

/** A server with one record; who reads it gives a password. */
async function withRecord(tls: Pair | null) {
	const server = await startMariaDb(tls);
	onTestFinished(() => server.stop());
	await server.run(
		'CREATE DATABASE zohooauth',
		'USE zohooauth',
		`CREATE TABLE oauthtoken (id varchar(10) PRIMARY KEY, user_name varchar(255), client_id varchar(255), client_secret varchar(255),
			refresh_token varchar(255), access_token varchar(255), grant_token varchar(255), expiry_time varchar(20), redirect_url varchar(255),
			api_domain varchar(255))`,
		`INSERT INTO oauthtoken (id, refresh_token) VALUES ('1', '${secret}')`,
		`CREATE VIEW many AS SELECT id, user_name, client_id, client_secret, refresh_token, access_token, REPEAT('x', 2000) AS grant_token,
			expiry_time, redirect_url, api_domain FROM oauthtoken, seq_1_to_20000`,
		"CREATE USER 'pat'@'%' IDENTIFIED BY 'a-password'",
		"GRANT SELECT ON zohooauth.* TO 'pat'@'%'",
	);
	return { host, port: server.port, user: 'pat', password: new Secret('a-password'), timeoutMs: 10_000 };
}

function trust(path: string): void {
	setDefaultCACertificates([...trusted, readFileSync(path, 'utf8')]);
}

describe.skipIf(!hasMariaDb)('a MySQL server on another computer', () => {
	it('is read over TLS where its certificate proves its name', async () => {
		const authority = testAuthority();
		const place = await withRecord(authority.issue(host));
		trust(authority.path);
		const [token, ...others] = await readMySqlTokens(place);
		expect([token?.refreshToken?.reveal(), others]).toEqual([secret, []]);
		// The same server by a name that is not in its certificate, and by its address.
		await expect(readMySqlTokens({ ...place, host: 'other.example.test' })).rejects.toMatchObject({
			code: 'TOKEN_STORE_FAILED',
			details: { problem: 'its certificate is for another host' },
		});
		await expect(readMySqlTokens({ ...place, host: '0.0.0.0' })).rejects.toMatchObject({ code: 'PLAIN_NETWORK' });
	}, 60_000);

	it('is limited in what it may send, over TLS as without', async () => {
		const authority = testAuthority();
		const place = await withRecord(authority.issue(host));
		trust(authority.path);
		const many = { ...place, table: 'many', mostBytes: 1_000_000 };
		for (const more of [{}, { withoutTls: true }])
			await expect(readMySqlTokens({ ...many, ...more })).rejects.toMatchObject({
				details: { problem: 'it sends more than a token store holds' },
			});
	}, 60_000);

	it('is not read where nobody vouches for its certificate, or that has expired', async () => {
		const authority = testAuthority();
		const untrusted = 'its certificate is not trusted; NODE_EXTRA_CA_CERTS can name the file of its authority';
		const cases: readonly (readonly [Pair, string])[] = [
			[authority.selfSigned(host), untrusted],
			[authority.issue(host), untrusted],
		];
		for (const [pair, problem] of cases)
			await expect(readMySqlTokens(await withRecord(pair))).rejects.toMatchObject({
				code: 'TOKEN_STORE_FAILED',
				details: { problem },
			});
		trust(authority.path);
		await expect(readMySqlTokens(await withRecord(authority.issue(host, -3, -1)))).rejects.toMatchObject({
			details: { problem: 'its certificate has expired' },
		});
	}, 120_000);

	it('is not read without TLS, and gets no password then, unless a person says so', async () => {
		const place = await withRecord(null);
		await expect(readMySqlTokens(place)).rejects.toMatchObject({
			code: 'PLAIN_NETWORK',
			details: { host, why: 'its server offers no TLS' },
		});
		const [token] = await readMySqlTokens({ ...place, withoutTls: true });
		expect(token?.refreshToken?.reveal()).toBe(secret);
	}, 60_000);
});

describe('somebody between', () => {
	const place = { host, user: 'pat', password: new Secret('not-to-be-read-5e1f'), timeoutMs: 1_000 };

	it('who takes TLS out of what the server says gets no password, and no user', async () => {
		const server = await hostileMySql(() => undefined);
		await expect(readMySqlTokens({ ...place, port: server.port })).rejects.toMatchObject({ code: 'PLAIN_NETWORK' });
		expect(server.heard()).toBe('');
	});

	it('who answers in plain text before TLS is not believed', async () => {
		const server = await hostileMySql(() => undefined, { tls: true, early: done });
		await expect(readMySqlTokens({ ...place, port: server.port })).rejects.toMatchObject({
			code: 'TOKEN_STORE_FAILED',
			details: { problem: 'it answers before TLS has proved its name' },
		});
		expect(server.heard()).not.toContain('pat');
	});
});
