import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { secretServiceName } from '../../src/core/adapters/keychain/secret-service.ts';

const lacksKeyring = process.env.KEYRING_PID === undefined;
const program = join(import.meta.dirname, 'probe-store.ts');
const withKeyring = join(import.meta.dirname, '../support/with-keyring.sh');

/** Makes another collection the one that new entries go to. */
const goElsewhere = [
	'dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets',
	'org.freedesktop.Secret.Service.SetAlias string:default objpath:/org/freedesktop/secrets/collection/session >&2',
].join(' ');

afterEach(() => vi.unstubAllEnvs());

const newFolder = () => {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-named-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
};

it.skipIf(lacksKeyring)(
	'K08: a store whose secrets lie in another keyring names both, and writes nothing to this one',
	() => {
		const folder = newFolder();
		/** In a session with a new, open gnome-keyring of its own. */
		const probe = (before: string) => {
			const command = ['bash', '-ec', `${before}; exec "$0" "$@"`, process.execPath, program, folder];
			const run = spawnSync(withKeyring, command, { encoding: 'utf8', timeout: 60_000 });
			return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '');
		};
		expect(probe('true')).toEqual({ state: 'ready', changed: null, live: 2 });
		const changed = {
			before: 'GNOME Keyring, collection "login"',
			now: 'GNOME Keyring, collection "session"',
		};
		expect(probe(goElsewhere)).toEqual({ state: 'unavailable', changed, live: 2 });
	},
	120_000,
);

it('K08: without a bus, or with one that is not there, no keyring has a name', async () => {
	vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:path=${join(newFolder(), 'nowhere')}`);
	expect(await secretServiceName()).toBeNull();
	vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', '');
	vi.stubEnv('XDG_RUNTIME_DIR', '');
	expect(await secretServiceName()).toBeNull();
});
