import { readFileSync } from 'node:fs';
import { askSessionBus, bus, sessionBusPath } from './session-bus.ts';

const service = 'org.freedesktop.secrets';
const folder = '/org/freedesktop/secrets';

// As the kernel cuts them, at 15 characters.
const names: Readonly<Record<string, string>> = {
	'gnome-keyring-d': 'GNOME Keyring',
	kwalletd: 'KDE Wallet',
	kwalletd5: 'KDE Wallet',
	kwalletd6: 'KDE Wallet',
	ksecretd: 'KDE Wallet',
	keepassxc: 'KeePassXC',
	'oo7-daemon': 'oo7',
};

/**
 * Which program keeps the secrets of this Linux session, and in which collection new ones go: `GNOME Keyring, collection "login"`. No entry
 * is touched, and nothing is started. Null where nobody can tell.
 */
export async function secretServiceName(): Promise<string | null> {
	const path = sessionBusPath();
	if (path === null) return null;
	try {
		const [process, collection] = await askSessionBus(path, [
			{ ...bus, member: 'GetConnectionUnixProcessID', texts: [service] },
			{
				destination: service,
				path: folder,
				interface: 'org.freedesktop.Secret.Service',
				member: 'ReadAlias',
				texts: ['default'],
			},
		]);
		const program = typeof process === 'number' ? programOf(process) : null;
		if (program === null || typeof collection !== 'string') return null;
		// "/" stands for none: the first secret makes one.
		const last = collection.split('/').at(-1) || 'login';
		return `${names[program] ?? program}, collection "${last}"`;
	} catch {
		return null;
	}
}

/** Null in a sandbox, where processes have other numbers, and for one that has just ended. */
function programOf(process: number): string | null {
	try {
		return readFileSync(`/proc/${process}/comm`, 'utf8').trim() || null;
	} catch {
		return null;
	}
}
