import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { schemaFile } from '../../../scripts/docs/json-schemas.ts';
import { commands } from '../../../src/cli/commands/index.ts';
import { cliData, cliEnvelope } from '../../../src/shared/cli-json/commands.ts';
import { freePort } from '../core/free-port.ts';
import { type Cli, type Ran, type RunOptions, removeBuiltCli } from './cli-harness.ts';
import { inStore, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

const sdkHeader =
	'id,user_name,client_id,client_secret,refresh_token,access_token,grant_token,expiry_time,redirect_url,api_domain';

/** A command's published JSON Schema, as a person's validator reads it. */
function publishedSchema(command: string): z.ZodType {
	const path = join(import.meta.dirname, '../../../docs/schemas', schemaFile(command));
	return z.fromJSONSchema(JSON.parse(readFileSync(path, 'utf8')));
}

/** The one line on stdout, in the form that its command promises. */
function checked(command: string, { stdout }: Ran): { readonly ok: boolean; readonly error: { code: string } | null } {
	const schema = cliData[command];
	if (!schema) throw new Error(`${command} promises nothing.`);
	expect(stdout, command).toMatch(/^[^\n]+\n$/);
	const parsed = cliEnvelope(schema).safeParse(JSON.parse(stdout));
	expect(parsed.error?.issues ?? [], `${command}: ${stdout}`).toEqual([]);
	const asPublished = publishedSchema(command).safeParse(JSON.parse(stdout));
	expect(asPublished.error?.issues ?? [], `schema of ${command}: ${stdout}`).toEqual([]);
	return JSON.parse(stdout);
}

/** A lab with `acme` connected, refresh tokens from elsewhere, and files that hold secrets in plain text. */
async function fullLab() {
	const lab = await openLab();
	await lab.connect('acme', 'acme-sandbox');
	const [eu] = lab.crm.dataCenters;
	/** A refresh token that Latchkey did not get by itself. */
	const newToken = async (org: string): Promise<string> => {
		const scopes = ['ZohoCRM.users.READ', 'ZohoCRM.org.READ'];
		const code = lab.crm.generateCode({ org, scopes, clientId: '1000.LABCLIENT' });
		const body = new URLSearchParams({
			...{ grant_type: 'authorization_code', code, client_id: '1000.LABCLIENT', client_secret: lab.clientSecret },
		});
		const answer = await fetch(`${eu?.accountsUrl}/oauth/v2/token`, { method: 'POST', body });
		const { refresh_token: token }: { refresh_token: string } = JSON.parse(await answer.text());
		return token;
	};
	const refreshToken = await newToken('globex');
	const folder = join(lab.cli.home, 'project');
	mkdirSync(folder);
	const store = join(folder, 'sdk_tokens.txt');
	const row = `1,x@example.test:7,1000.LABCLIENT,${lab.clientSecret},${refreshToken},,,,,${eu?.apiUrl}`;
	writeFileSync(store, `${sdkHeader}\n${row}`);
	return { ...lab, folder, store, refreshToken, newToken };
}

describe.skipIf(noKeyring)('--json', () => {
	it('has the form that is promised, for every command', async () => {
		const { cli, folder, store, refreshToken, newToken } = await fullLab();
		const seen = new Set<string>();
		const run = async (command: string, args: readonly string[], code = 0, options: RunOptions = {}) => {
			const ran = await cli.run([...command.split(' '), ...args, '--json'], options);
			expect(ran.code, `${command} ${args.join(' ')}\n${ran.stdout}${ran.stderr}`).toBe(code);
			const envelope = checked(command, ran);
			expect([envelope.ok, envelope.error]).toEqual([code === 0, null]);
			seen.add(command);
		};
		const site = ['--accounts-url', 'https://a.example.test', '--api-url', 'https://b.example.test'];
		const client = ['--name', 'second', '--client-id', 'ID'];
		await run('api-client add', [...client, '--secret-stdin'], 0, { input: 'hunter2-hunter2' });
		await run('api-client change', ['second', '--scope', 'ZohoCRM.modules.READ']);
		await run('api-client list', []);
		await run('api-client remove', ['second']);
		await run('data-center add', ['--id', 'mine', '--name', 'Mine', ...site]);
		await run('data-center list', []);
		await run('data-center remove', ['mine']);
		await run('data-center find', ['lab']);
		await run('scan', [folder], 1);
		await run('import sdk-store', ['--file', store, '--dry-run', '--shred']);
		await run('import sdk-store', ['--file', store]);
		await run('import sdk-store', ['--file', store, '--yes', '--check', '--shred']);
		await run('connect', ['--api-client', 'agency', '--data-center', 'lab', '--refresh-token-stdin'], 0, {
			input: refreshToken,
		});
		await run('reauth', ['acme', '--refresh-token-stdin'], 0, { input: await newToken('acme-sandbox') });
		await run('export sdk-store', ['acme', '--file', join(folder, 'out.txt'), '--yes']);
		for (const target of [[], ['--tag', 'none'], ['--data-center', 'lab']]) await run('list', target);
		await run('edit', ['acme', '--tag', 'vip', '--colour', 'red', '--notes', 'a\nb', '--pin']);
		await run('edit', ['acme', '--customer', 'Acme GmbH', '--dry-run']);
		await run('edit', ['--all', '--add-tag', 'emea', '--yes']);
		await run('edit', ['acme', 'nobody', '--add-tag', 'emea', '--yes'], 1);
		await run('show', ['acme']);
		await run('show', ['--all']);
		await run('show', ['acme', 'nobody'], 1);
		await run('reauth', ['--all', '--dry-run']);
		await run('reauth', ['--tag', 'none']);
		await run('token', ['acme']);
		await run('token', ['acme', '--format', 'dotenv', '--out', join(folder, 'token.env')]);
		for (const verb of ['check', 'refresh']) {
			await run(verb, ['acme']);
			await run(verb, ['--all']);
			await run(verb, ['acme', 'nobody'], 1);
			await run(verb, ['--all', '--dry-run']);
		}
		await run('revoke', ['--all', '--dry-run']);
		await run('revoke', ['acme']);
		await run('revoke', ['--all', '--yes']);
		await run('forget', ['acme', '--dry-run']);
		await run('forget', ['acme']);
		await run('forget', ['nobody', 'neither', '--yes'], 1);
		await run('forget', ['--all', '--yes']);
		await run('audit', []);
		await run('audit', ['acme', '--limit', '2']);
		await run(
			'connect',
			['--api-client', 'agency', '--data-center', 'lab', '--alias', 'last', '--refresh-token-stdin'],
			0,
			{
				input: await newToken('acme-sandbox'),
			},
		);
		await run('edit', ['last', '--customer', 'Acme GmbH']);
		await run('offboard', ['--customer', 'Acme GmbH', '--dry-run']);
		await run('offboard', ['--customer', 'Acme GmbH', '--yes', '--forget', '--report', join(folder, 'report.md')]);
		await run('doctor', ['--bundle', join(folder, 'doctor.md')], 0, { env: { NODE_EXTRA_CA_CERTS: '' } });

		const bundle = join(folder, 'all.bundle');
		const stdin = ['--bundle-passphrase-stdin', '--yes'];
		await run('export bundle', [bundle, ...stdin], 0, { input: 'correct horse battery staple' });
		await run('import bundle', [bundle, ...stdin, '--dry-run'], 0, { input: 'correct horse battery staple' });
		await run('import bundle', [bundle, ...stdin], 0, { input: 'correct horse battery staple' });
		const backup = join(folder, 'backup.db');
		await run('backup', ['--to', backup]);
		await run('backup', []);
		await run('backup list', []);
		await run('restore', [backup, '--dry-run']);
		await run('restore', [backup, '--yes']);
		await run('vault status', []);
		await run('vault adopt', ['--yes']);
		await run('vault use', ['file', '--dry-run']);
		await run('vault use', ['file', '--yes']);
		const recovery = { input: 'quarry lantern mitten orbit' };
		await run('vault recovery', ['--passphrase-stdin'], 0, recovery);
		await run('vault recover', ['--passphrase-stdin'], 0, recovery);
		await run('vault use', ['passphrase', '--yes', '--passphrase-stdin'], 0, { input: 'correct horse battery staple' });
		await run('vault passphrase', ['--passphrase-stdin'], 0, {
			input: 'correct horse battery staple\ncorrect horse battery stapler\n',
		});
		const [vaultBackup = ''] = readdirSync(join(cli.home, 'backups')).filter((name) => name.startsWith('vault-'));
		await run('vault restore', [join(cli.home, 'backups', vaultBackup), '--dry-run']);
		await run('vault restore', [join(cli.home, 'backups', vaultBackup), '--yes', '--passphrase-stdin'], 0, {
			input: 'correct horse battery stapler',
		});
		await run('vault use', ['keychain', '--yes', '--passphrase-stdin'], 0, { input: 'correct horse battery stapler' });

		await run('completion', ['zsh']);

		const port = String(await freePort());
		const running = cli.start(['practice', '--port', port, '--data-centers', 'us', '--json']);
		await running.line(/^Try in another terminal/);
		running.child.kill('SIGTERM');
		checked('practice', await running.ended);
		seen.add('practice');
		const names = commands.map(({ name }) => name).filter((name) => name !== 'exec');
		expect(names.filter((name) => !seen.has(name))).toEqual([]);
		expect(Object.keys(cliData).toSorted()).toEqual(names.toSorted());
	}, 120_000);
});

/** Every command line that fails or works by itself; `alias` is what it works on. Practice runs on, so it has a port it cannot have. */
function everyCommand(alias: string, { folder, store }: { folder: string; store: string }, input: string) {
	const withInput = { input };
	const show = ['--', process.execPath, '-e', 'console.log(process.env); console.error(process.env.ZOHO_ACCESS_TOKEN)'];
	const out = join(folder, `${alias}.out`);
	const all: readonly (readonly [command: string, args: readonly string[], options?: RunOptions])[] = [
		['connect', ['--api-client', 'agency', '--data-center', 'lab', '--refresh-token-stdin'], withInput],
		['list', []],
		['show', [alias]],
		['show', ['--all']],
		['exec', [alias, ...show]],
		['exec', ['--customer', 'Acme GmbH', ...show]],
		['exec', [alias, '--broker', ...show]],
		['check', [alias]],
		['check', ['--all']],
		['refresh', [alias]],
		['refresh', ['--all']],
		['token', [alias, '--format', 'postman', '--out', `${out}.json`]],
		['token', ['--tag', 'none', '--out', `${out}.env`, '--format', 'dotenv']],
		['reauth', [alias, '--refresh-token-stdin'], withInput],
		['reauth', ['--tag', 'none']],
		['edit', [alias, '--tag', 'vip']],
		['edit', ['--all', '--add-tag', 'vip', '--yes']],
		['audit', [alias]],
		['scan', [folder]],
		['api-client add', ['--name', 'agency', '--client-id', '1000.LABCLIENT', '--secret-stdin'], withInput],
		['api-client change', ['agency', '--scope', 'ZohoCRM.modules.READ']],
		['api-client list', []],
		['api-client remove', ['agency']],
		['data-center list', []],
		[
			'data-center add',
			['--id', 'x', '--name', 'X', '--accounts-url', 'https://x.test', '--api-url', 'https://x.test'],
		],
		['data-center remove', ['nowhere']],
		['data-center find', ['lab']],
		['import sdk-store', ['--file', store, '--dry-run']],
		['import sdk-store', ['--file', store, '--yes', '--check']],
		['export sdk-store', [alias, '--file', `${out}.txt`, '--yes']],
		['export bundle', [`${out}.bundle`, '--bundle-passphrase-stdin', '--with-secrets', '--yes'], withInput],
		['import bundle', [`${out}.bundle`, '--bundle-passphrase-stdin', '--yes'], withInput],
		['import bundle', [`${out}.bundle`, '--bundle-passphrase-stdin', '--dry-run'], withInput],
		['backup', []],
		['backup list', []],
		['restore', [store, '--yes']],
		['restore', [store, '--dry-run']],
		['vault status', []],
		['vault adopt', []],
		['vault passphrase', []],
		['vault recovery', []],
		['vault recover', []],
		['vault restore', [store, '--yes']],
		['vault use', ['nowhere']],
		['vault use', ['file', '--dry-run']],
		['vault use', ['keychain', '--yes']],
		['doctor', ['--bundle', `${out}.md`, '--yes']],
		['completion', ['bash']],
		['practice', ['--port', '1']],
		['forget', [alias]],
		['forget', [alias, '--dry-run']],
		['forget', ['--tag', 'none', '--yes']],
		['revoke', [alias]],
		// What is revoked for a wrong alias would be missing in the next failure.
		['offboard', ['--customer', alias === 'acme' ? 'Acme GmbH' : alias, '--yes', '--forget']],
		['revoke', ['--all', '--yes', ...(alias === 'acme' ? [] : ['--tag', 'none'])]],
	];
	return all;
}

/** What must never show: what the keychain holds, and what the lab made. */
async function secretsOf(cli: Cli, more: readonly string[]): Promise<readonly string[]> {
	const rows = inStore(cli, (store) => store.prepare("SELECT ref FROM vault_entry WHERE kind <> 'canary'").all());
	const entries = await Promise.all((rows as { ref: string }[]).map(({ ref }) => keytar.getPassword('Latchkey', ref)));
	const held = entries.flatMap((entry) => Object.values<unknown>(JSON.parse(entry ?? '{}')));
	const texts = held.filter((value) => typeof value === 'string').filter((value) => value.length > 20);
	return [...more, ...texts];
}

describe.skipIf(noKeyring)('every command', () => {
	it('under every failure says something that is no secret, in the promised form, with a documented exit code', async () => {
		const lab = await fullLab();
		const { cli, crm, clientSecret, refreshToken } = lab;
		const token = (await cli.run(['token', 'acme'])).stdout.trim();
		const pasted = `1000.${'ab'.repeat(16)}.${'cd'.repeat(16)}`;
		const secrets = await secretsOf(cli, [clientSecret, refreshToken, token, pasted]);
		expect(secrets.length).toBeGreaterThan(6);
		await cli.json(['edit', 'acme', '--customer', 'Acme GmbH']);
		const covered = new Set<string>();
		const codes = new Map<string, Set<number | null>>();

		const tryAll = async (failure: string, alias: string, env: RunOptions['env'] = {}) => {
			for (const [command, args, options] of everyCommand(alias, lab, pasted)) {
				covered.add(command);
				const dashes = args.indexOf('--') < 0 ? args.length : args.indexOf('--');
				const words = [...command.split(' '), ...args.slice(0, dashes)];
				for (const json of [[], ['--json']]) {
					const ran = await cli.run([...words, ...json, ...args.slice(dashes)], { ...options, env: { ...env } });
					const what = `${failure}: ${words.join(' ')} ${json}\n${ran.stdout}\n${ran.stderr}`;
					expect([0, 1, 2, 4, 5, 6, 7, 8], what).toContain(ran.code);
					expect(
						secrets.filter((secret) => `${ran.stdout}${ran.stderr}`.includes(secret)),
						what,
					).toEqual([]);
					expect(`${ran.stdout}${ran.stderr}`, what).not.toMatch(/INTERNAL|\n {4}at /);
					codes.set(failure, (codes.get(failure) ?? new Set()).add(ran.code));
					if (json.length > 0 && command !== 'exec') checked(command, ran);
				}
			}
		};

		await tryAll('wrong alias', 'nobody');
		await tryAll('no keychain', 'acme', { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined });
		await tryAll('a home that cannot be', 'acme', { LATCHKEY_HOME: join(lab.store, 'home') });
		lab.dropAccessTokens();
		await crm.close();
		await tryAll('offline', 'acme');
		const database = join(cli.home, 'latchkey.db');
		const bytes = readFileSync(database);
		bytes.fill(0x5a, 100, Math.min(bytes.length, 60_000));
		writeFileSync(database, bytes);
		await tryAll('damaged database', 'acme');

		expect(Object.fromEntries([...codes].map(([failure, seen]) => [failure, [...seen].sort()]))).toEqual({
			'no keychain': [0, 1, 2, 6, 8],
			'a home that cannot be': [0, 1, 2],
			offline: [0, 1, 2, 7, 8],
			'wrong alias': [0, 1, 2, 8],
			'damaged database': [0, 1, 2],
		});
		expect(commands.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([]);
	}, 240_000);
});
