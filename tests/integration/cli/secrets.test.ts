import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { type Cli, removeBuiltCli } from './cli-harness.ts';
import { inStore, type Lab, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

/** Connects `acme` with the CLI and gives what only the browser and the CRM may see. */
async function connectAndWatch({ connecting, cli }: Lab): Promise<{ readonly code: string; readonly state: string }> {
	const running = connecting('--alias', 'acme');
	const url = await running.url();
	const { callbackUrl } = await followConsent(url, { org: 'acme', stopAtRedirect: true });
	const { searchParams } = new URL(callbackUrl);
	const found = { code: searchParams.get('code') ?? '', state: searchParams.get('state') ?? '' };
	// While it waits, too: the write-ahead log is there now.
	expect(hits(filesOf(cli), Object.values(found))).toEqual([]);
	await fetch(callbackUrl);
	expect(await running.ended).toMatchObject({ code: 0 });
	return found;
}

/** The secrets in the keychain entries of a data folder: refresh tokens, client secrets, seal keys. */
async function keychainSecrets(cli: Cli): Promise<readonly string[]> {
	const rows = inStore(cli, (store) => store.prepare("SELECT ref FROM vault_entry WHERE kind <> 'canary'").all());
	const values = await Promise.all((rows as { ref: string }[]).map(({ ref }) => keytar.getPassword('Latchkey', ref)));
	return values.flatMap((value) => {
		const entry: Record<string, unknown> = JSON.parse(value ?? '{}');
		return Object.values(entry).filter((one) => typeof one === 'string' && one.length > 20) as string[];
	});
}

/** Every file of a data folder with its bytes. */
function filesOf(cli: Cli): ReadonlyMap<string, Buffer> {
	const names = readdirSync(cli.home, { recursive: true, encoding: 'utf8' }).map((name) => join(cli.home, name));
	return new Map(names.filter((name) => statSync(name).isFile()).map((name) => [name, readFileSync(name)]));
}

function hits(texts: ReadonlyMap<string, Buffer | string>, secrets: readonly string[]): readonly string[] {
	const forms = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '')]);
	return [...texts].filter(([, text]) => forms.some((form) => text.includes(form))).map(([name]) => name);
}

describe.skipIf(noKeyring)('secrets', () => {
	it('are in no file of the data folder and in no output but that of token', async () => {
		const lab = await openLab();
		const { cli, clientSecret } = lab;
		const { code, state } = await connectAndWatch(lab);
		const first = (await cli.run(['token', 'acme'])).stdout.trim();
		for (const args of [
			['list'],
			['list', '--json'],
			['show', 'acme'],
			['show', 'acme', '--json'],
			['check', '--all'],
			['refresh', 'acme'],
			['refresh', 'acme', '--json'],
			['token', 'nobody'],
			['token', 'acme', '--format', 'unknown'],
			['api-client', 'list'],
			['api-client', 'list', '--json'],
			['data-center', 'list', '--json'],
		]) {
			await cli.run(args);
		}
		const second = (await cli.run(['token', 'acme'])).stdout.trim();
		expect(second).not.toBe(first);
		const held = await keychainSecrets(cli);
		expect(held).toContain(clientSecret);
		expect(held.some((secret) => secret.startsWith('1000.'))).toBe(true);
		const secrets = [first, second, code, clientSecret, ...held];
		expect(new Set(secrets.filter((secret) => secret.length > 20)).size).toBeGreaterThanOrEqual(6);
		expect(hits(filesOf(cli), [...secrets, state])).toEqual([]);

		await cli.run(['revoke', 'acme', '--json']);
		await cli.run(['forget', 'acme']);
		expect(hits(filesOf(cli), [...secrets, state])).toEqual([]);
		const outputs = cli.runs.filter(({ args, ran }) => !(args[0] === 'token' && ran.code === 0));
		const texts = new Map(outputs.map(({ args, ran }, at) => [`${at} ${args.join(' ')}`, ran.stdout + ran.stderr]));
		expect(hits(texts, secrets)).toEqual([]);
		// The state is on stderr alone, in the URL that the person opens.
		expect(hits(new Map(outputs.map(({ args, ran }) => [args.join(' '), ran.stdout])), [state])).toEqual([]);
	});

	it('are in no file after a sign-in that failed at every place', async () => {
		const { cli, crm, connecting, clientSecret } = await openLab();
		const secrets = [clientSecret];
		// Reading is tried again twice, each time once more on a new connection where a kept one was cut; a code is sent once.
		for (const [path, times] of [
			['/oauth/v2/token', 1],
			['/crm/v8/org', 6],
		] as const) {
			for (const fault of ['html', 'cut-after-work'] as const) {
				const running = connecting('--json');
				const url = await running.url();
				// Only now: before it waits, a sign-in finishes what the one before left.
				crm.faults.next({ path, times, fault });
				const { callbackUrl } = await followConsent(url, { org: 'acme', stopAtRedirect: true });
				const { searchParams } = new URL(callbackUrl);
				secrets.push(searchParams.get('code') ?? 'missing', searchParams.get('state') ?? 'missing');
				await fetch(callbackUrl);
				expect((await running.ended).code).toBe(7);
				crm.faults.clear();
			}
		}
		expect(hits(filesOf(cli), [...secrets, ...(await keychainSecrets(cli))])).toEqual([]);
	});

	it.skipIf(process.platform !== 'linux')('are in no argument and no environment of any process', async () => {
		const lab = await openLab();
		const { cli, clientSecret } = lab;
		const seen = new Map<string, string>();
		let watching = true;
		const watch = (async () => {
			while (watching) {
				for (const [name, text] of processesOf(cli)) seen.set(`${name} ${text}`, text);
				await sleep(2);
			}
		})();
		const { code, state } = await connectAndWatch(lab);
		const add = ['api-client', 'add', '--name', 'agency', '--secret-stdin'];
		await cli.run(add, { input: clientSecret });
		lab.dropAccessTokens();
		const token = (await cli.run(['token', 'acme'])).stdout.trim();
		const held = await keychainSecrets(cli);
		await cli.run(['revoke', 'acme']);
		watching = false;
		await watch;
		const all = [...seen.values()].join('\n');
		expect(all).toContain('keytar-worker.cjs');
		expect(all).toContain('latchkey.cjs\0connect');
		expect(hits(seen, [code, state, token, clientSecret, ...held])).toEqual([]);
	});

	it.skipIf(process.platform === 'win32')('lie in files that nobody else can read', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const names = readdirSync(cli.home, { recursive: true, encoding: 'utf8' });
		for (const name of ['.', ...names]) {
			const { mode } = statSync(join(cli.home, name));
			expect((mode & 0o077).toString(8), name).toBe('0');
		}
	});
});

/** Command line and environment of every process that works in a data folder, this one aside. */
function processesOf(cli: Cli): readonly (readonly [pid: string, text: string])[] {
	const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
	return pids.flatMap((pid) => {
		try {
			const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
			if (!environment.includes(cli.home)) return [];
			return [[pid, `${readFileSync(`/proc/${pid}/cmdline`, 'latin1')}\n${environment}`] as const];
		} catch {
			return []; // It ended meanwhile, or it is another user's.
		}
	});
}
