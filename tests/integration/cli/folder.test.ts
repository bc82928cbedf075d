import { execFile } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	mkdirSync,
	mkdtempSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { Cli, envelopeOf, type Ran, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

/** A home folder with a folder in it, and runs of the CLI from there. */
function homeFor(cli: Cli) {
	const home = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-folder-')));
	onTestFinished(() => rmSync(home, { recursive: true, force: true }));
	const folder = join(home, 'project', 'scripts');
	mkdirSync(folder, { recursive: true });
	const [node, script] = cli.command;
	const runIn = (cwd: string, args: readonly string[]) =>
		new Promise<Ran>((resolve) => {
			const env = { ...process.env, HOME: home, LATCHKEY_HOME: cli.home };
			const child = execFile(node, [script, ...args], { cwd, env }, (error, stdout, stderr) => {
				resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
			});
			child.stdin?.end();
		});
	const bind = (to: string, binding: unknown) => {
		const text = typeof binding === 'string' ? binding : JSON.stringify(binding);
		writeFileSync(join(to, '.latchkey'), text);
	};
	return { home, project: join(home, 'project'), folder, bind, runIn, run: (...args: string[]) => runIn(folder, args) };
}

describe.skipIf(noKeyring)('a folder that names its connection', () => {
	it('gives it to every command for one connection, says so, and gives way to a name that is typed', async () => {
		const { cli, connect } = await openLab();
		const acme = await connect('acme', 'acme-sandbox');
		await connect('globex', 'globex');
		const { project, bind, run } = homeFor(cli);
		bind(project, { connection: 'ACME' });
		const using = 'Using acme (from ../.latchkey)\n';
		const program = ['--', process.execPath, '-e', 'console.log(process.env.LATCHKEY_ACTIVE)'];
		expect(await run('exec', ...program)).toEqual({ code: 0, stdout: 'acme\n', stderr: using });
		expect(await run('exec', '--quiet', ...program)).toEqual({ code: 0, stdout: 'acme\n', stderr: '' });
		for (const verb of ['token', 'show', 'check', 'refresh']) {
			const ran = await run(verb);
			expect(ran, verb).toMatchObject({ code: 0, stderr: using });
			const named = await run(verb, 'globex');
			expect(named, verb).toMatchObject({ code: 0, stderr: '' });
		}
		expect(envelopeOf(await run('show', '--json')).data).toMatchObject({ id: acme.id });
		const all = envelopeOf<{ results: unknown[] }>(await run('check', '--all', '--json'));
		expect(all.data.results).toHaveLength(2);
		expect((await run('reauth', '--code-stdin')).stderr).toContain(using);
		bind(project, { connection: acme.id });
		expect((await run('show')).stdout).toContain('Alias:        acme\n');
	}, 60_000);

	it('never decides what is revoked, forgotten, edited or exported', async () => {
		const { cli, connect } = await openLab();
		await connect('acme', 'acme-sandbox');
		const { folder, bind, run } = homeFor(cli);
		bind(folder, { connection: 'acme' });
		for (const args of [['revoke'], ['forget'], ['edit'], ['export', 'sdk-store', '--file', 'x']]) {
			const ran = await run(...args, '--json');
			expect([ran.code, envelopeOf(ran).error?.code, ran.stderr], args[0]).toEqual([2, 'USAGE', '']);
		}
	});

	it('may name a customer and an environment, which must be one connection', async () => {
		const { cli, connect } = await openLab();
		await connect('acme', 'acme');
		await connect('acme-test', 'acme-sandbox');
		for (const alias of ['acme', 'acme-test']) await cli.json(['edit', alias, '--customer', 'Acme GmbH']);
		const { folder, bind, run } = homeFor(cli);
		bind(folder, { customer: 'acme gmbh', environment: 'sandbox' });
		expect(await run('show')).toMatchObject({ code: 0, stderr: 'Using acme-test (from .latchkey)\n' });
		bind(folder, { customer: 'Acme GmbH', environment: 'PROD' });
		expect((await run('show')).stderr).toBe('Using acme (from .latchkey)\n');
		bind(folder, { customer: 'Acme GmbH' });
		const several = await run('token', '--json');
		expect(several.code).toBe(8);
		expect(envelopeOf(several).error).toMatchObject({
			code: 'BINDING_REFUSED',
			message: '.latchkey cannot be used: "Acme GmbH" are several connections: acme (production), acme-test (sandbox).',
		});
		for (const binding of [{ customer: 'Acme GmbH', environment: 'developer' }, { connection: 'nobody' }]) {
			bind(folder, binding);
			expect(envelopeOf(await run('show', '--json')).error?.message).toContain('no connection is "');
		}
		await cli.json(['revoke', 'acme']);
		bind(folder, { customer: 'Acme GmbH' });
		expect((await run('show')).stderr).toBe('Using acme-test (from .latchkey)\n');
	});

	it('lets programs run on production only where it says so, and for its own connection alone', async () => {
		const { cli, connect } = await openLab();
		await connect('acme', 'acme');
		await connect('globex', 'globex');
		const { folder, bind, run } = homeFor(cli);
		const program = ['--', process.execPath, '-e', ''];
		bind(folder, { connection: 'acme', allowProduction: false });
		expect((await run('exec', ...program)).code).toBe(8);
		bind(folder, { connection: 'acme', allowProduction: true });
		expect((await run('exec', ...program)).code).toBe(0);
		expect((await run('exec', 'globex', ...program)).code).toBe(8);
		expect((await run('exec', 'acme', ...program)).code).toBe(8);
	});
});

describe('a .latchkey', () => {
	it.each([
		['', 'it is no JSON object.'],
		['connection = "acme"', 'it is no JSON object.'],
		['["acme"]', 'it is no JSON object.'],
		['null', 'it is no JSON object.'],
		['{}', 'it must name a "connection" or a "customer", and not both.'],
		['{"connection":"a","customer":"b"}', 'it must name a "connection" or a "customer", and not both.'],
		['{"connection":"a","environment":"sandbox"}', '"environment" goes with "customer".'],
		['{"connection":"a","environment":1}', '"environment" must be a string.'],
		['{"connection":""}', '"connection" must be a string.'],
		['{"connection":"a","allowProduction":"yes"}', '"allowProduction" must be a boolean.'],
		['{"connection":"a","token":"hunter2"}', 'it has a key "token"; there are connection, customer, environment,'],
		['{"connection":"a","__proto__":{}}', 'it has a key "__proto__"'],
		[`{"connection":"a"}${' '.repeat(4096)}`, 'it is longer than 4096 bytes.'],
	])('%j is refused: %s', async (text, problem) => {
		const { folder, bind, run } = homeFor(await Cli.open());
		bind(folder, text);
		for (const args of [['show'], ['token'], ['exec', '--', 'true']]) {
			const ran = await run(...args);
			expect(ran).toMatchObject({ code: 8, stdout: '' });
			expect(ran.stderr).toContain(`.latchkey cannot be used: ${problem}`);
			expect(ran.stderr).not.toContain('hunter2');
		}
		expect((await run('show', 'acme')).stderr).toContain('(CONNECTION_UNKNOWN)');
	});

	it.skipIf(process.platform === 'win32')('that others may have put there is refused, not passed over', async () => {
		const { project, folder, bind, run } = homeFor(await Cli.open());
		const file = join(folder, '.latchkey');
		bind(project, { connection: 'acme' });
		const refusal = async () => /\.latchkey cannot be used: (.*) \(BIND/.exec((await run('show')).stderr)?.[1];
		symlinkSync(join(project, '.latchkey'), file);
		expect(await refusal()).toBe('it is a symbolic link.');
		rmSync(file);
		mkdirSync(file);
		expect(await refusal()).toBe('it is no file.');
		rmSync(file, { recursive: true });
		bind(folder, { connection: 'acme' });
		chmodSync(file, 0o666);
		expect(await refusal()).toBe('every user may change it.');
		chmodSync(file, 0o664);
		expect(await refusal()).toBe('no connection is "acme".');
		if (process.getuid?.() !== 0) return;
		chownSync(file, 12345, 12345);
		expect(await refusal()).toBe('it belongs to another user.');
	});

	it('is looked for up to the home folder, and not beyond it; the nearest one counts', async () => {
		const { home, project, folder, bind, runIn } = homeFor(await Cli.open());
		const missing = 'Name connections, or say --all or a filter.';
		expect((await runIn(folder, ['show'])).stderr).toContain(missing);
		bind(home, { connection: 'far' });
		expect((await runIn(folder, ['show'])).stderr).toContain('../../.latchkey cannot be used: no connection is "far".');
		bind(project, { connection: 'near' });
		expect((await runIn(folder, ['show'])).stderr).toContain('no connection is "near".');
		const env = { ...process.env, HOME: folder };
		const [node, script] = (await Cli.open()).command;
		const stderr = await new Promise<string>((resolve) => {
			execFile(node, [script, 'show'], { cwd: folder, env: { ...env, LATCHKEY_HOME: home } }, (_, __, text) =>
				resolve(text),
			);
		});
		expect(stderr).toContain(missing);
	});
});
