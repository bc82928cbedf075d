import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

// The keyring of a session of its own (tests/support/with-keyring.sh): killed, started again and locked as a run wants it.

const service = 'org.freedesktop.secrets';

/** Locks the collection that holds the secrets. */
export function lockKeyring(): void {
	const lock = '/org/freedesktop/secrets org.freedesktop.Secret.Service.Lock'.split(' ');
	dbus(service, ...lock, 'array:objpath:/org/freedesktop/secrets/collection/login');
}

/** Kills whoever plays the keyring: the one we started, or the locked one that D-Bus started in its place when it was asked for. */
export async function killDaemon(): Promise<void> {
	for (let pid = owner(); pid !== null; pid = owner()) {
		endNow(pid);
		await sleep(10);
	}
}

/** Starts one that is open, and waits until it is the session's keyring. */
export async function startDaemon(): Promise<void> {
	const options = ['--unlock', '--foreground', '--components=secrets', `--control-directory=${control()}`];
	const child = spawn('gnome-keyring-daemon', options, { stdio: ['pipe', 'ignore', 'ignore'] });
	// It may be gone before it reads.
	child.stdin.on('error', () => undefined);
	child.stdin.end('test');
	child.unref();
	while (child.exitCode === null && child.signalCode === null) {
		const pid = owner();
		if (pid === child.pid) return;
		// D-Bus was asked for one before ours was there.
		if (pid !== null) endNow(pid);
		await sleep(10);
	}
	return startDaemon();
}

/** The process that plays the keyring; null where none does. The bus may answer for one that has just ended, or learn of its end only now. */
function owner(): number | null {
	const asked = ['/', 'org.freedesktop.DBus.GetConnectionUnixProcessID', `string:${service}`];
	const answer = dbus('org.freedesktop.DBus', ...asked);
	const [, pid] = /uint32 (\d+)/.exec(answer ?? '') ?? [];
	return pid === undefined ? null : Number(pid);
}

/** Null where nobody has that name on the bus. */
function dbus(to: string, ...call: readonly string[]): string | null {
	const ran = spawnSync('dbus-send', ['--session', '--print-reply', `--dest=${to}`, ...call], { encoding: 'utf8' });
	if (ran.status === 0) return ran.stdout;
	if (ran.stderr.includes('NameHasNoOwner')) return null;
	throw new Error(`dbus-send ${call.join(' ')}: ${ran.status ?? ran.signal} ${ran.stderr.trim()}`);
}

function endNow(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
	}
}

function control(): string {
	return `${process.env.XDG_RUNTIME_DIR}/keyring`;
}
