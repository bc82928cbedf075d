// `npm test`: everything. Installs the system packages it lacks on Debian and Ubuntu; a part that is skipped is named, and fails when CI is set.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appHost } from '../tools/chromium-shell/launch.ts';
import { ensureSystemPackages, findHeadlessChromium } from './system-packages.ts';
import { type Counts, playwrightCounts, vitestCounts } from './test-report.ts';

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'latchkey-tests-'));
const missing = ensureSystemPackages();
const lacks = (tests: string) => missing.some((part) => part.tests.includes(tests));
const withKeyring = process.platform === 'linux' && !lacks('keychain');

/** A whole run tells what a change broke, so it draws the same each time; single tests, the fuzz and the fault runs draw anew. */
const seed = { LATCHKEY_SEED: '4711' };

/** Runs one of the project's tools, inside a keyring of its own where there is one. */
function tool(
	path: string,
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
	keyring = withKeyring,
): number {
	const command = [process.execPath, join(root, 'node_modules', path), ...args];
	const [program = '', ...rest] = keyring ? [join(root, 'tests/support/with-keyring.sh'), ...command] : command;
	return (
		spawnSync(program, rest, { cwd: root, stdio: 'inherit', env: { ...seed, ...process.env, ...env } }).status ?? 1
	);
}

/** A runner's counts; one that ended badly without telling of a failure counts as one. */
function counted(status: number, report: string, read: (path: string) => Counts): Counts {
	if (!existsSync(report)) return { passed: 0, failed: 1, skipped: [] };
	const counts = read(report);
	return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** `alone`: the tests that break their session's keyring, in a session of their own. */
function vitest(which: 'shared' | 'alone'): Counts {
	const report = join(reports, `vitest-${which}.json`);
	const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const env = { LATCHKEY_TESTS: which, LATCHKEY_BUILT_CLI: join(root, 'out/cli') };
	return counted(tool('vitest/vitest.mjs', args, env), report, vitestCounts);
}

function playwright(): Counts {
	if (lacks('window') && appHost() === 'shell')
		return { passed: 0, failed: 0, skipped: ['e2e: no Chromium for the window'] };
	const report = join(reports, 'playwright.json');
	const chromium = process.env.SHELL_CHROMIUM ?? findHeadlessChromium();
	const status = tool('@playwright/test/cli.js', ['test', '--reporter=line,json'], {
		PLAYWRIGHT_JSON_OUTPUT_NAME: report,
		...(chromium && { SHELL_CHROMIUM: chromium }),
	});
	return counted(status, report, playwrightCounts);
}

function build(): boolean {
	const vite = ['build', '--logLevel', 'warn'];
	return (
		tool('electron-vite/bin/electron-vite.js', vite, {}, false) === 0 &&
		tool('vite/bin/vite.js', [...vite, '--config', 'vite.cli.config.ts'], {}, false) === 0
	);
}

try {
	const results = build() ? [vitest('shared'), vitest('alone'), playwright()] : [{ passed: 0, failed: 1, skipped: [] }];
	const passed = results.reduce((sum, one) => sum + one.passed, 0);
	const failed = results.reduce((sum, one) => sum + one.failed, 0);
	const skipped = results.flatMap((one) => one.skipped);
	console.log(
		`\nHost of the window: ${appHost() === 'shell' ? 'Chromium shell' : 'Electron'}. Keychain: ${withKeyring ? 'gnome-keyring' : 'not tested'}.`,
	);
	for (const name of skipped) console.log(`skipped: ${name}`);
	const forbidden = skipped.length > 0 && Boolean(process.env.CI);
	if (forbidden) console.log('A skipped part fails the run when CI is set.');
	console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
	process.exitCode = failed > 0 || forbidden || passed === 0 ? 1 : 0;
} finally {
	rmSync(reports, { recursive: true, force: true });
}
