// Run by cli-start.ts inside a session with a keyring: prints one line of JSON.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { forkKeytar } from '../src/core/adapters/keychain/fork-keytar.ts';
import { localAdapters } from '../src/core/adapters/local-adapters.ts';
import { systemPaths } from '../src/core/adapters/system/paths.ts';
import { createCore } from '../src/core/create-core.ts';
import { plant } from '../tests/e2e/support/plant.ts';
import { openLab, percentile } from './lab.ts';

export type ProgramName = 'node -e 0' | 'token' | 'list' | 'list --json' | 'gh auth token' | 'sf org list auth';

/** Milliseconds; what is missing could not be had. */
export interface CliTimes {
	readonly medians: Partial<Record<ProgramName, number>>;
	readonly missing: readonly string[];
	readonly rounds: number;
	readonly load: readonly number[];
	readonly versions: readonly string[];
}

interface Program {
	readonly command: readonly string[];
	readonly env?: Readonly<Record<string, string>>;
	/** What it prints when it did its work. */
	readonly prints: RegExp;
	/** In which rounds it runs: a slow one needs fewer. */
	readonly every?: number;
}

const rounds = 61;
const warmUps = 5;
const root = join(import.meta.dirname, '..');
const built = join(root, 'out/cli-bench');
/** Stays for the next run: its installation takes a minute. */
const sfFolder = join(tmpdir(), 'latchkey-bench-sf');
const missing: string[] = [];

function must(command: readonly string[]): string {
	const [program = '', ...args] = command;
	const run = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
	if (run.status !== 0) throw new Error(`${command.join(' ')}: ${run.stderr}`);
	return run.stdout;
}

/** A connection with a live token, its secrets in the session's keyring. */
async function connectOne(home: string): Promise<string> {
	const lab = await openLab();
	const worker = join(root, 'src/core/adapters/keychain/keytar-worker.ts');
	const core = createCore(localAdapters(systemPaths({ LATCHKEY_HOME: home }), '0.0.0', () => forkKeytar(worker)));
	try {
		const [alias = ''] = await lab.connect(core, 1);
		return alias;
	} finally {
		await core.close();
		await lab.close();
	}
}

/** GitHub's command line with a token in its file; null where it is not installed. */
function gh(folder: string): Program | null {
	if (spawnSync('gh', ['--version']).status !== 0) return null;
	mkdirSync(folder, { mode: 0o700 });
	const hosts = 'github.com:\n    oauth_token: gho_bench\n    user: bench\n    git_protocol: https\n';
	writeFileSync(join(folder, 'hosts.yml'), hosts, { mode: 0o600 });
	return { command: ['gh', 'auth', 'token'], env: { GH_CONFIG_DIR: folder }, prints: /^gho_bench\n$/ };
}

/** Salesforce's command line, installed outside of the project; null where it cannot be. */
function sf(home: string): Program | null {
	const program = join(sfFolder, 'node_modules/.bin/sf');
	if (!existsSync(program)) {
		mkdirSync(sfFolder, { recursive: true });
		const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefix', sfFolder];
		spawnSync('npm', ['install', ...options, '@salesforce/cli'], { cwd: sfFolder });
	}
	if (!existsSync(program)) return null;
	mkdirSync(home, { mode: 0o700 });
	const env = { HOME: home, SF_DISABLE_TELEMETRY: 'true', SF_AUTOUPDATE_DISABLE: 'true' };
	return { command: [program, 'org', 'list', 'auth'], env, prints: /No results found|ALIAS/i, every: 10 };
}

function timeOf({ command, env, prints }: Program): number {
	const [program = '', ...args] = command;
	const began = performance.now();
	const run = spawnSync(program, args, { env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: 2 ** 24 });
	const spent = performance.now() - began;
	if (run.status !== 0 || !prints.test(run.stdout)) throw new Error(`${command.join(' ')}: ${run.stderr}`);
	return spent;
}

must([
	process.execPath,
	'node_modules/vite/bin/vite.js',
	'build',
	...['--logLevel', 'warn', '--config', 'vite.cli.config.ts', '--outDir', join(built, 'out/cli')],
]);
// As it is installed: what npm links, and the rest beside it.
cpSync(join(root, 'bin'), join(built, 'bin'), { recursive: true });
const home = must(['mktemp', '-d']).trim();
try {
	const [one, many] = [join(home, 'one'), join(home, 'many')];
	const alias = await connectOne(one);
	plant(
		many,
		Array.from({ length: 1_000 }, (_, place) => ({ customer: `Customer ${place % 90}` })),
	);
	const latchkey = (folder: string, prints: RegExp, ...args: string[]): Program => ({
		command: [process.execPath, join(built, 'bin/latchkey.cjs'), ...args],
		env: { LATCHKEY_HOME: folder },
		prints,
	});
	const found: readonly (readonly [ProgramName, Program | null])[] = [
		['node -e 0', { command: [process.execPath, '-e', '0'], prints: /^$/ }],
		['token', latchkey(one, /^1000\.[\w-]+\n$/, 'token', alias)],
		['list', latchkey(many, /^(org-.*\n){1000}$/, 'list')],
		['list --json', latchkey(many, /^\{"schemaVersion":.*"org-00999".*\n$/, 'list', '--json')],
		['gh auth token', gh(join(home, 'gh'))],
		['sf org list auth', sf(join(home, 'sf'))],
	];
	const times = new Map<ProgramName, number[]>();
	const load = [loadavg()[0] ?? 0];
	for (let round = -warmUps; round < rounds; round++) {
		for (const [name, program] of found) {
			if (!program || (round !== -warmUps && round % (program.every ?? 1) !== 0)) continue;
			const spent = timeOf(program);
			if (round >= 0) times.set(name, [...(times.get(name) ?? []), spent]);
		}
	}
	load.push(loadavg()[0] ?? 0);
	for (const [name, program] of found) if (!program) missing.push(name);
	const versions = [`Node ${process.versions.node}`];
	if (times.has('gh auth token')) versions.push(must(['gh', '--version']).split('\n')[0] ?? '');
	if (times.has('sf org list auth')) versions.push(must([join(sfFolder, 'node_modules/.bin/sf'), '--version']).trim());
	const medians = Object.fromEntries([...times].map(([name, list]) => [name, percentile(list, 0.5)]));
	const answer: CliTimes = { medians, missing, rounds, load, versions };
	console.log(JSON.stringify(answer));
} finally {
	must(['rm', '-rf', home, built]);
}
