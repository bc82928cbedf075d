import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const lacksBus = process.platform !== 'linux' || spawnSync('dbus-run-session', ['--version']).error !== undefined;
const program = join(import.meta.dirname, 'probe-keychain.ts');

/** Runs the probe in a session whose bus can start the given services. */
function probe(services: Readonly<Record<string, string>>) {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-no-keyring-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const offered = join(folder, 'share', 'dbus-1', 'services');
	mkdirSync(offered, { recursive: true });
	for (const [name, exec] of Object.entries(services))
		writeFileSync(join(offered, `${name}.service`), `[D-BUS Service]\nName=${name}\nExec=${exec}\n`);
	const env = { PATH: process.env.PATH, HOME: folder, XDG_DATA_DIRS: join(folder, 'share'), XDG_RUNTIME_DIR: folder };
	// Not the system's own folders of services: the configuration names those of XDG_DATA_DIRS alone.
	const config = join(folder, 'session.conf');
	writeFileSync(
		config,
		`<busconfig><type>session</type><listen>unix:tmpdir=${folder}</listen><servicedir>${offered}</servicedir><policy context="default"><allow send_destination="*" eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
	);
	const session = ['--config-file', config, '--', process.execPath, program];
	const run = spawnSync('dbus-run-session', session, { encoding: 'utf8', env, timeout: 60_000 });
	const written = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const texts = written.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
	const found: Readonly<Record<'wrote' | 'read', { state: string; ms: number }>> = JSON.parse(run.stdout);
	return { ...found, isInAFile: texts.some((text) => text.includes('plain-3f09c2')) };
}

it.skipIf(lacksBus)(
	'K01: a bus without a keyring is said within seconds, and nothing is written to a file instead',
	() => {
		const { wrote, read, isInAFile } = probe({});
		expect([wrote.state, read.state]).toEqual(['unavailable', 'unavailable']);
		expect(wrote.ms).toBeLessThan(5_000);
		expect(read.ms).toBeLessThan(5_000);
		expect(isInAFile).toBe(false);
	},
	60_000,
);

it.skipIf(lacksBus)(
	'K01: a keyring that is started and never answers costs the time limit, not 25 s a call',
	() => {
		const { wrote, read } = probe({ 'org.freedesktop.secrets': '/bin/sleep 60' });
		expect([wrote.state, read.state]).toEqual(['unavailable', 'unavailable']);
		expect(wrote.ms).toBeLessThan(5_000);
		expect(read.ms).toBeLessThan(5_000);
	},
	60_000,
);
