import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Cli, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';
import { loadedBy } from './loaded-parts.ts';

afterAll(removeBuiltCli);

/** Modules of Node that take longer to load than most verbs to run. */
const dear = ['http', 'https', 'tls', 'crypto', 'child_process', 'net', 'readline'];

describe('a start of the command line', () => {
	it.each([[['--version']], [['--help']], [['list', '--help']], [['token', '--help']]])(
		'%j loads no native module, nothing of the network, no schemas, and leaves nothing',
		async (args) => {
			const cli = await Cli.open();
			const { builtIn, files, native } = await loadedBy(cli, args);
			expect(native).toEqual([]);
			expect(builtIn.filter((name) => dear.includes(name))).toEqual([]);
			expect(files.length).toBeGreaterThan(1);
			expect(files.filter((file) => readFileSync(file, 'utf8').includes('zod'))).toEqual([]);
			expect(readdirSync(cli.home)).toEqual([]);
		},
	);

	it('lists without keychain, network and cryptography', async () => {
		const cli = await Cli.open();
		await cli.json(['list']);
		const { builtIn, native, started } = await loadedBy(cli, ['list', '--quiet']);
		// Nor with the package of SQLite: Node's own reads.
		expect(native).toEqual([]);
		expect(builtIn.filter((name) => dear.includes(name))).toEqual([]);
		expect(started).toBe(0);
	});

	it.skipIf(noKeyring)('hands out a live token without a second process', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		const { builtIn, native, started } = await loadedBy(cli, ['token', 'acme']);
		expect(native).toContain('keytar.node');
		expect(builtIn.filter((name) => ['http', 'tls', 'child_process', 'net'].includes(name))).toEqual([]);
		expect(started).toBe(0);
	});
});

describe('the code that Node compiled at an earlier start', () => {
	const filesIn = (folder: string) =>
		readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile());

	it('lies beside the database for this user alone, by verb, from the second start on', async () => {
		const cli = await Cli.open();
		const folder = join(cli.home, 'compiled-code');
		await cli.json(['list']);
		expect(existsSync(folder)).toBe(false);
		await cli.json(['list']);
		expect(readdirSync(folder)).toEqual(['list']);
		const files = filesIn(folder);
		expect(files.length).toBeGreaterThan(1);
		const modes = [folder, ...files.map((file) => join(folder, file))].map((path) => statSync(path).mode & 0o077);
		if (process.platform !== 'win32') expect(new Set(modes)).toEqual(new Set([0]));
		await cli.json(['data-center', 'list']);
		expect(readdirSync(folder).sort()).toEqual(['list', 'other']);
	});

	it.skipIf(process.platform === 'win32')('is neither read nor written where others may write', async () => {
		const cli = await Cli.open();
		await cli.json(['list']);
		const folder = join(cli.home, 'compiled-code');
		mkdirSync(folder);
		chmodSync(folder, 0o777);
		await cli.json(['list']);
		expect(readdirSync(folder)).toEqual([]);
	});
});
