import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cli, envelopeOf, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

let scratch = '';
beforeAll(() => {
	scratch = mkdtempSync(join(tmpdir(), 'latchkey-exec-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const names = [
	'ZOHO_ACCESS_TOKEN',
	'ZOHO_API_DOMAIN',
	'ZOHO_ACCOUNTS_URL',
	'ZOHO_DATA_CENTER',
	'ZOHO_ENVIRONMENT',
	'ZOHO_ORG_ID',
	'ZOHO_TOKEN_EXPIRES_AT',
	'LATCHKEY_ACTIVE',
];

/** A lab with the sandbox `acme`, which programs may be run on. */
async function sandboxLab() {
	const lab = await openLab();
	const { environment } = await lab.connect('acme', 'acme-sandbox');
	expect(environment).toBe('sandbox');
	const token = async () => (await lab.cli.run(['token', 'acme'])).stdout.trim();
	return { ...lab, token };
}

/** Runs a Node script as the program of exec. */
function execNode(script: string, ...options: readonly string[]): readonly string[] {
	return ['exec', 'acme', ...options, '--', process.execPath, '-e', script];
}

describe.skipIf(noKeyring)('exec', () => {
	it('gives the program, and it alone, a live token with what it needs beside it', async () => {
		const { cli, crm, token } = await sandboxLab();
		const file = join(scratch, 'environment.json');
		const script = `require('fs').writeFileSync(process.argv[1], JSON.stringify(process.env)); process.exit(7)`;
		const env = { ZOHO_ACCESS_TOKEN: 'stale', LATCHKEY_TEST: 'kept' };
		const ran = await cli.run(['exec', 'acme', '--', process.execPath, '-e', script, file], { env });
		expect(ran).toEqual({ code: 7, stdout: '', stderr: '' });
		const seen: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
		for (const name of names) expect(seen[name], name).toBeTruthy();
		expect(seen).toMatchObject({
			ZOHO_ACCESS_TOKEN: await token(),
			ZOHO_API_DOMAIN: crm.dataCenters[0]?.apiUrl,
			ZOHO_ENVIRONMENT: 'sandbox',
			ZOHO_DATA_CENTER: 'lab',
			LATCHKEY_ACTIVE: 'acme',
			LATCHKEY_TEST: 'kept',
		});
		expect(seen).not.toHaveProperty('LATCHKEY_TOKEN_KEY');
	});

	it('passes stdin and any bytes through, and masks the token in both streams across borders', async () => {
		const { cli, token } = await sandboxLab();
		const live = await token();
		const bytes = randomBytes(400_000).toString('latin1');
		const echo = await cli.run(execNode('process.stdin.pipe(process.stdout)'), { input: bytes });
		expect(echo).toMatchObject({ code: 0, stdout: Buffer.from(bytes).toString('utf8') });
		const script = `const t = process.env.ZOHO_ACCESS_TOKEN; (async () => { for (const stream of [process.stdout, process.stderr])
			for (const part of ['a', t.slice(0, 9), t.slice(9), 'b' + t + t, t.slice(0, 5)]) await new Promise((done) => stream.write(part, done)); })()`;
		const masked = 'a[secret]b[secret][secret]1000.';
		expect(await cli.run(execNode(script))).toEqual({ code: 0, stdout: masked, stderr: masked });
		const open = await cli.run(execNode(script, '--no-masking'));
		expect(open.stdout).toBe(`a${live}b${live}${live}1000.`);
	});

	it('shows what the program writes before it ends', async () => {
		const { cli } = await sandboxLab();
		const running = cli.start(
			execNode(`process.stderr.write('Name? \\n'); process.stdin.once('data', () => process.exit(3))`),
			{
				keepStdin: true,
			},
		);
		await running.line(/^Name\? $/);
		running.child.stdin.write('x\n');
		expect((await running.ended).code).toBe(3);
		running.child.stdin.end();
	});

	it.skipIf(process.platform === 'win32')(
		'gives the program pipes: /dev/stderr can be opened, and a reader that goes away ends it as without us',
		async () => {
			const { cli } = await sandboxLab();
			const opens = [
				'exec',
				'acme',
				'--',
				'/bin/sh',
				'-c',
				'echo "$ZOHO_ACCESS_TOKEN" > /dev/stderr; echo x > /dev/stdout',
			];
			expect(await cli.run(opens)).toEqual({ code: 0, stdout: 'x\n', stderr: '[secret]\n' });
			const [node, script] = cli.command;
			const pipeline = `{ "$0" "$1" exec acme -- yes; echo $? >&2; } | head -n 1`;
			const child = spawn('/bin/sh', ['-c', pipeline, node, script], {
				env: { ...process.env, LATCHKEY_HOME: cli.home },
			});
			let shown = '';
			child.stdout.on('data', (text) => (shown += text));
			child.stderr.on('data', (text) => (shown += text));
			await new Promise((resolve) => child.once('close', resolve));
			expect(shown).toBe('y\n141\n');
			// Where the system makes no pipes for us, Node's own do.
			const fallback = ['exec', 'acme', '--', '/bin/sh', '-c', 'echo "$ZOHO_ACCESS_TOKEN"'];
			expect(await cli.run(fallback, { env: { PATH: '/nowhere' } })).toEqual({
				code: 0,
				stdout: '[secret]\n',
				stderr: '',
			});
		},
	);

	it.skipIf(process.platform === 'win32')('passes each signal on once and gives 128 + n', async () => {
		const { cli } = await sandboxLab();
		for (const [signal, code] of [
			['SIGINT', 130],
			['SIGQUIT', 131],
			['SIGHUP', 129],
			['SIGTERM', 143],
		] as const) {
			// In a session of its own, as a service is: no terminal sends the signal to the program, too.
			const [node, script] = cli.command;
			const program = `let n = 0; process.on('${signal}', () => { if (n++ === 0) setTimeout(() => {
				console.log('heard ' + n); process.removeAllListeners('${signal}'); process.kill(process.pid, '${signal}'); }, 200); }); setInterval(() => {}, 1000); console.log('ready')`;
			const child = spawn(node, [script, ...execNode(program)], {
				detached: true,
				env: { ...process.env, LATCHKEY_HOME: cli.home },
			});
			let shown = '';
			child.stdout.on('data', (text) => {
				shown += text;
				if (text.includes('ready')) child.kill(signal);
			});
			const ended = await new Promise((resolve) => child.once('close', resolve));
			expect([ended, shown], signal).toEqual([code, 'ready\nheard 1\n']);
		}
	});

	it.skipIf(process.platform !== 'linux')(
		'on a terminal the program hears of Ctrl-C once, and with --no-masking it has the terminal',
		async () => {
			const { cli } = await sandboxLab();
			const program = join(scratch, 'terminal.cjs');
			writeFileSync(
				program,
				`let n = 0; process.on('SIGINT', () => { if (n++ === 0) setTimeout(() => { console.log('heard ' + n + ' ' + (process.stdout.isTTY === true)); process.exit(9); }, 300); });
			console.log('ready'); setInterval(() => {}, 1000)`,
			);
			for (const [options, isTerminal] of [
				[[], false],
				[['--no-masking'], true],
			] as const) {
				const words = [...cli.command, 'exec', 'acme', ...options, '--', process.execPath, program];
				const command = `exec ${words.map((word) => `'${word}'`).join(' ')}`;
				const child = spawn('script', ['-qec', command, '/dev/null'], {
					env: { ...process.env, LATCHKEY_HOME: cli.home },
				});
				let shown = '';
				child.stdout.on('data', (text) => {
					shown += text;
					if (String(text).includes('ready')) child.stdin.write('\x03');
				});
				const code = await new Promise((resolve) => child.once('close', resolve));
				expect([code, shown.replaceAll('\r', '')]).toEqual([9, `ready\n^Cheard 1 ${isTerminal}\n`]);
			}
		},
	);

	it('says 127 for a program that is not there and 126 for one that cannot be started', async () => {
		const { cli } = await sandboxLab();
		const file = join(scratch, 'no-program');
		writeFileSync(file, 'text', { mode: 0o600 });
		for (const [program, code, name] of [
			['latchkey-no-such-program', 127, 'PROGRAM_NOT_FOUND'],
			[join(scratch, 'nothing'), 127, 'PROGRAM_NOT_FOUND'],
			[file, 126, 'PROGRAM_NOT_STARTED'],
			['', 126, 'PROGRAM_NOT_STARTED'],
		] as const) {
			expect((await cli.run(['exec', 'acme', '--', program])).stderr).toContain(`(${name})`);
			const ran = await cli.run(['exec', 'acme', '--json', '--', program]);
			expect([ran.code, envelopeOf(ran).error?.code]).toEqual([code, name]);
		}
	});

	it('refuses production without a yes, nesting, and a command line without a program', async () => {
		const { cli, connect, crm } = await sandboxLab();
		await connect('real', 'globex');
		const calls = crm.requests.length;
		const refused = async (args: readonly string[], code: number, env = {}) => {
			const ran = await cli.run(args, { env });
			expect(ran.code, ran.stderr).toBe(code);
			return envelopeOf(ran).error?.code;
		};
		const touch = [
			'--',
			process.execPath,
			'-e',
			`require('fs').writeFileSync(${JSON.stringify(join(scratch, 'ran'))}, '')`,
		];
		expect(await refused(['exec', 'real', '--json', ...touch], 8)).toBe('PRODUCTION_REFUSED');
		expect(await refused(['exec', 'acme', '--json', ...touch], 8, { LATCHKEY_ACTIVE: 'other' })).toBe('EXEC_NESTED');
		expect(await refused(['exec', 'acme', '--json'], 2)).toBe('USAGE');
		expect(await refused(['exec', 'acme', '--json', '--'], 2)).toBe('USAGE');
		expect(await refused(['exec', 'nobody', '--json', ...touch], 1)).toBe('CONNECTION_UNKNOWN');
		expect(crm.requests).toHaveLength(calls);
		expect(() => readFileSync(join(scratch, 'ran'))).toThrow('ENOENT');
		expect(await cli.run(['exec', 'real', '--allow-production', ...touch])).toMatchObject({ code: 0 });
		readFileSync(join(scratch, 'ran'));
	});

	it.skipIf(process.platform !== 'linux')(
		'has closed keychain and database when the program runs, and leaves it no file of ours',
		async () => {
			const { cli } = await sandboxLab();
			const program = `const fs = require('fs'); const list = (pid) => fs.readdirSync('/proc/' + pid + '/fd').flatMap((fd) => {
				try { return [fs.readlinkSync('/proc/' + pid + '/fd/' + fd)]; } catch { return []; } });
			const home = process.env.LATCHKEY_HOME; const ppid = process.ppid;
			const children = fs.readFileSync('/proc/' + ppid + '/task/' + ppid + '/children', 'utf8').trim().split(' ').filter((pid) => {
				try { return !/^State:\\tZ/m.test(fs.readFileSync('/proc/' + pid + '/status', 'utf8')); } catch { return false; } });
			console.log(JSON.stringify({ mine: list('self').filter((path) => path.includes(home)), theirs: list(ppid).filter((path) => path.includes(home)), children: children.length }))`;
			for (const options of [[], ['--broker']]) {
				const ran = await cli.run(execNode(program, ...options));
				expect(JSON.parse(ran.stdout)).toEqual({ mine: [], theirs: [], children: 1 });
			}
		},
	);
});

describe.skipIf(noKeyring)('exec --broker', () => {
	/** Runs a program that prints where the broker is and stays until its stdin ends. */
	async function withBroker(cli: Cli) {
		// Backwards, so that the mask does not find the key.
		const program = `process.stderr.write([process.env.LATCHKEY_TOKEN_URL, [...process.env.LATCHKEY_TOKEN_KEY].reverse().join('')].join(' ') + '\\n');
			process.stderr.write(process.env.LATCHKEY_TOKEN_KEY + '\\n'); process.stdin.resume()`;
		const running = cli.start(execNode(program, '--broker'), { keepStdin: true });
		const [url = '', reversed = ''] = (await running.line(/^http/)).split(' ');
		return { running, url, key: [...reversed].reverse().join('') };
	}

	function ask(url: string, headers: Readonly<Record<string, string>>, method = 'GET', path = '/token') {
		return new Promise<{ status: number; headers: object; body: string }>((resolve, reject) => {
			const { hostname, port } = new URL(url);
			const asking = request({ hostname, port, path, method, headers }, (response) => {
				let body = '';
				response.on('data', (text) => (body += text));
				response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
			});
			asking.on('error', reject).end();
		});
	}

	it('hands out a fresh token while the program runs, to whoever has the key, and ends with it', async () => {
		const { cli, crm, dropAccessTokens, token } = await sandboxLab();
		const { running, url, key } = await withBroker(cli);
		const authorization = `Bearer ${key}`;
		const first = JSON.parse((await ask(url, { authorization })).body);
		expect(first).toEqual({
			accessToken: await token(),
			expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
			apiDomain: crm.dataCenters[0]?.apiUrl,
		});
		dropAccessTokens();
		const answers = await Promise.all([1, 2, 3].map(() => ask(url, { authorization })));
		const bodies = answers.map(({ body }) => JSON.parse(body));
		expect(bodies[0].accessToken).not.toBe(first.accessToken);
		expect(bodies.map(({ accessToken }) => accessToken)).toEqual(Array(3).fill(await token()));
		for (const { headers } of answers) {
			expect(headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/json' });
			expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
		}
		await crm.revokeEverywhere('anna.keller@example.test');
		dropAccessTokens();
		const over = await ask(url, { authorization });
		expect([over.status, JSON.parse(over.body).error.code]).toEqual([503, 'NEEDS_REAUTH']);
		running.child.stdin.end();
		expect((await running.ended).code).toBe(0);
		expect(running.stderr()).not.toContain(key);
		expect(running.stderr()).toContain('\n[secret]\n');
		await expect(ask(url, { authorization })).rejects.toThrow('ECONNREFUSED');
	});

	it('refuses all others: another key, name, origin, method or path', async () => {
		const { cli, crm } = await sandboxLab();
		const { running, url, key } = await withBroker(cli);
		const calls = crm.requests.length;
		const authorization = `Bearer ${key}`;
		const { port } = new URL(url);
		for (const [status, headers, method, path] of [
			[401, {}],
			[401, { authorization: '' }],
			[401, { authorization: key }],
			[401, { authorization: `Bearer ${key.slice(0, -1)}` }],
			[401, { authorization: `Bearer ${key}x` }],
			[421, { authorization, host: `localhost:${port}` }],
			[421, { authorization, host: `evil.test:${port}` }],
			[421, { authorization, host: '127.0.0.1' }],
			[403, { authorization, origin: 'http://evil.test' }],
			[403, { authorization, origin: `http://127.0.0.1:${port}` }],
			[403, { authorization, 'sec-fetch-site': 'cross-site' }],
			[404, { authorization }, 'GET', '/'],
			[404, { authorization }, 'GET', '/token?x'],
			[405, { authorization }, 'POST'],
			[405, { authorization }, 'OPTIONS'],
			[405, { authorization }, 'HEAD'],
		] as const) {
			const answer = await ask(url, headers, method, path);
			expect([answer.status, answer.body], JSON.stringify([headers, method, path])).toEqual([status, '']);
		}
		expect(crm.requests).toHaveLength(calls);
		running.child.stdin.end();
		expect((await running.ended).code).toBe(0);
	});
});
