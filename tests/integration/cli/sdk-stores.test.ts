import { existsSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

const header =
	'id,user_name,client_id,client_secret,refresh_token,access_token,grant_token,expiry_time,redirect_url,api_domain';

interface Imported {
	readonly records: readonly {
		readonly number: number;
		readonly state: string;
		readonly problem: { code: string } | null;
	}[];
	readonly results: readonly {
		readonly ok: boolean;
		readonly connection: ConnectionView | null;
		readonly error?: { code: string };
	}[];
	readonly shredded: boolean | null;
}

/** A lab with a refresh token from elsewhere for each org, and the lines of an SDK's file that holds them. */
async function withTokens(...orgs: string[]) {
	const lab = await openLab();
	const scopes = ['ZohoCRM.users.READ', 'ZohoCRM.org.READ'];
	const api = lab.crm.dataCenters[0]?.apiUrl ?? '';
	const tokens: string[] = [];
	for (const org of orgs) {
		const code = lab.crm.generateCode({ org, scopes, clientId: '1000.LABCLIENT' });
		const body = new URLSearchParams({
			...{ grant_type: 'authorization_code', code, client_id: '1000.LABCLIENT', client_secret: lab.clientSecret },
		});
		const answer = await fetch(`${lab.crm.dataCenters[0]?.accountsUrl}/oauth/v2/token`, { method: 'POST', body });
		const found = /"refresh_token":"([^"]+)"/.exec(await answer.text())?.[1];
		if (!found) throw new Error(`No token for ${org}.`);
		tokens.push(found);
	}
	const row = (id: string, token: string, apiDomain = api) =>
		`${id},${id}@example.test:7,1000.LABCLIENT,${lab.clientSecret},${token},,,,,${apiDomain}`;
	const folder = join(lab.cli.home, 'project');
	mkdirSync(folder);
	return { ...lab, api, tokens, row, folder, path: join(folder, 'sdk_tokens.txt') };
}

describe.skipIf(noKeyring)('import sdk-store', () => {
	it('shows what is there, imports with --yes what is new, checks it and shreds the plain file', async () => {
		const { cli, tokens, row, path, clientSecret, api } = await withTokens('acme', 'globex');
		const dead = '1000.00112233445566778899aabbccddeeff.00112233445566778899aabbccddeeff';
		const [acme = '', globex = ''] = tokens;
		const rows = [row('acme-script', acme), row('2', globex), row('3', dead), row('4', dead, 'https://api.evil.test')];
		writeFileSync(path, [header, ...rows].join('\n'));
		const command = ['import', 'sdk-store', '--file', path];

		const preview = await cli.run(command);
		expect(preview).toMatchObject({ code: 0, stdout: '' });
		expect(preview.stderr).toContain('Say --yes to import these 3 records.');
		expect(preview.stderr).toContain('belongs to no known data center');
		expect((await cli.json(['list'])).data).toEqual({ connections: [] });

		const refused = await cli.json(['import', 'sdk-store', '--file', path, '--only', '4', '--yes'], 2);
		expect(refused.error?.code).toBe('USAGE');

		const { data } = await cli.json<Imported>([...command, '--yes', '--check', '--customer', 'Acme', '--shred'], 4);
		expect(data.records.map(({ state }) => state)).toEqual(['new', 'new', 'new', 'refused']);
		expect(data.results.map(({ ok, connection, error }) => [ok, connection?.status ?? '', error?.code ?? ''])).toEqual([
			[true, 'connected', ''],
			[true, 'connected', ''],
			[false, 'unverified', 'NEEDS_REAUTH'],
		]);
		expect(data.shredded, 'a record is not held here').toBe(false);
		expect(existsSync(path)).toBe(true);
		const shown = await cli.json<ConnectionView>(['show', 'acme-script']);
		expect(shown.data).toMatchObject({
			org: { name: 'Acme GmbH' },
			customer: 'Acme',
			apiClient: 'agency',
			apiDomain: api,
		});
		expect((await cli.run(['token', 'acme-script'])).stdout).toMatch(/^1000\./);

		writeFileSync(path, [header, ...rows.slice(0, 2)].join('\r\n'));
		const again = await cli.json<Imported>([...command, '--yes', '--shred']);
		expect(again.data.records.map(({ state }) => state)).toEqual(['held', 'held']);
		expect(again.data.results).toEqual([]);
		expect(again.data.shredded).toBe(true);
		expect(existsSync(path)).toBe(false);
		for (const secret of [...tokens, dead, clientSecret]) expect(JSON.stringify(cli.runs)).not.toContain(secret);
	});

	it('reads the SQLite store of the samples, and one of another data center by --data-center', async () => {
		const { cli, tokens, folder, clientSecret } = await withTokens('acme');
		const path = join(folder, 'zohooauth.db');
		const sqlite = new BetterSqlite(path);
		sqlite.exec(
			'CREATE TABLE oauthtoken (id varchar(10), user_name varchar(255), client_id varchar(255), client_secret varchar(255), refresh_token varchar(255), access_token varchar(255), grant_token varchar(255), expiry_time varchar(20), redirect_url varchar(255))',
		);
		const insert = sqlite.prepare(
			'INSERT INTO oauthtoken (id, client_id, client_secret, refresh_token) VALUES (?, ?, ?, ?)',
		);
		insert.run('1', '1000.LABCLIENT', clientSecret, tokens[0]);
		sqlite.close();
		const before = readFileSync(path);
		const command = ['import', 'sdk-store', '--sqlite', path];
		const unknown = await cli.json<Imported>([...command, '--yes']);
		expect(unknown.data.records[0]).toMatchObject({ state: 'refused', problem: { code: 'TOKEN_REFUSED' } });
		expect(readFileSync(path)).toEqual(before);
		const { data } = await cli.json<Imported>([...command, '--yes', '--data-center', 'lab', '--shred']);
		expect(data.results[0]).toMatchObject({ ok: true, connection: { status: 'unverified', dataCenter: 'lab' } });
		expect(existsSync(path)).toBe(false);
		const [connection] = (await cli.json<{ connections: ConnectionView[] }>(['list'])).data.connections;
		expect((await cli.json<ConnectionView>(['check', connection?.id ?? ''])).data).toMatchObject({
			org: { name: 'Acme GmbH' },
			status: 'connected',
			environment: 'production',
		});
	});

	it('says what is wrong with a source, and never shreds what is not a plain file of one name', async () => {
		const { cli, tokens, row, folder, path } = await withTokens('acme');
		const failing = async (...args: string[]) =>
			(await cli.json(['import', 'sdk-store', ...args], args.length < 2 ? 2 : 1)).error;
		expect(await failing('--yes')).toMatchObject({ code: 'USAGE' });
		for (const option of ['--file', '--sqlite'])
			expect(await failing(option, join(folder, 'none.txt'))).toMatchObject({
				code: 'FILE_UNREADABLE',
				message: expect.stringContaining('there is no such file'),
			});
		writeFileSync(path, 'hello\nworld');
		expect(await failing('--file', path)).toMatchObject({ code: 'TOKEN_STORE_FAILED' });
		expect(await failing('--sqlite', path)).toMatchObject({ code: 'TOKEN_STORE_FAILED' });
		expect(await failing('--mysql', 'root@127.0.0.1:1/zohooauth')).toMatchObject({ code: 'TOKEN_STORE_FAILED' });
		expect((await cli.json(['import', 'sdk-store', '--mysql', 'root@192.0.2.7/zohooauth'], 8)).error).toMatchObject({
			code: 'PLAIN_NETWORK',
			hint: expect.stringContaining('`ssh -L 3307:localhost:3306 192.0.2.7`'),
		});
		const elsewhere = ['import', 'sdk-store', '--mysql', 'root@db.invalid/zohooauth'];
		expect(await cli.json(elsewhere, 1)).toMatchObject({
			error: { code: 'TOKEN_STORE_FAILED', message: expect.stringContaining('there is no such host') },
			warnings: [],
		});
		const asked = await cli.json([...elsewhere, '--without-tls'], 1);
		expect(asked.error?.code).toBe('TOKEN_STORE_FAILED');
		expect(asked.warnings).toEqual([expect.stringContaining('What db.invalid sends is not encrypted')]);
		writeFileSync(path, [header, row('a', tokens[0] ?? '')].join('\n'));
		const [link, name] = [join(folder, 'link'), join(folder, 'second-name')];
		symlinkSync(path, link);
		linkSync(path, name);
		for (const one of [link, path]) {
			const ran = await cli.run(['import', 'sdk-store', '--file', one, '--yes', '--shred']);
			expect(ran).toMatchObject({ code: 8, stderr: expect.stringMatching(/Not shredded\..*(plain file|second name)/) });
			expect(readFileSync(path, 'utf8')).toContain(tokens[0]);
		}
	});
});

describe.skipIf(noKeyring)('export sdk-store', () => {
	it('writes the secrets only after a clear yes, into a file of its owner, which can be imported again', async () => {
		const { cli, connect, clientSecret } = await openLab();
		await connect('acme');
		const path = join(cli.home, 'sdk_tokens.txt');
		const command = ['export', 'sdk-store', 'acme', '--file', path];
		expect((await cli.json(command, 2)).error?.code).toBe('USAGE');
		expect(existsSync(path)).toBe(false);
		const done = await cli.run([...command, '--yes']);
		expect(done).toMatchObject({ code: 0, stdout: `acme: written in plain text to ${path}\n` });
		const text = readFileSync(path, 'utf8');
		expect(text.split('\n')[1]).toMatch(/^acme,\S+@\S+:\d+,1000\.LABCLIENT,/);
		expect(text).toContain(clientSecret);
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(JSON.stringify(cli.runs)).not.toContain(clientSecret);
		const again = await cli.json<Imported>(['import', 'sdk-store', '--file', path]);
		expect(again.data.records).toMatchObject([{ state: 'held', heldAs: 'acme' }]);
		const sqlite = join(cli.home, 'zohooauth.db');
		await cli.json(['export', 'sdk-store', 'acme', '--sqlite', sqlite, '--yes']);
		expect((await cli.json<Imported>(['import', 'sdk-store', '--sqlite', sqlite])).data.records).toMatchObject([
			{ state: 'held' },
		]);
		await cli.run(['revoke', 'acme']);
		expect((await cli.json([...command, '--yes'], 4)).error?.code).toBe('CONNECTION_REVOKED');
	});
});
