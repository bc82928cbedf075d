import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findChromium } from '../tools/chromium-shell/find-chromium.ts';

interface Part {
	/** Debian's package. */
	readonly name: string;
	readonly isThere: () => boolean;
	/** What cannot be tested without it. */
	readonly tests: string;
}

const parts: readonly Part[] = [
	{ name: 'chromium', isThere: () => findChromium() !== null, tests: 'the window (e2e, Chromium shell)' },
	{ name: 'gnome-keyring', isThere: () => inPath('gnome-keyring-daemon'), tests: 'the real keychain' },
	{ name: 'dbus', isThere: () => inPath('dbus-run-session') && inPath('dbus-send'), tests: 'the real keychain' },
	{ name: 'libsecret-1-0', isThere: () => hasLibrary('libsecret-1.so.0'), tests: 'the real keychain' },
	{ name: 'mariadb-server-core', isThere: () => inPath('mariadb-install-db'), tests: 'the MySQL token store' },
	{ name: 'mariadb-client-core', isThere: () => inPath('my_print_defaults'), tests: 'the MySQL token store' },
	{ name: 'openssl', isThere: () => inPath('openssl'), tests: 'certificates that must be refused' },
	{ name: 'man-db', isThere: () => inPath('man'), tests: 'the manual page' },
	{ name: 'zsh', isThere: () => inPath('zsh'), tests: 'completion in zsh' },
	{ name: 'fish', isThere: () => inPath('fish'), tests: 'completion in fish' },
	{ name: 'libfaketime', isThere: () => hasLibrary('faketime'), tests: "the computer's clock set back and forth" },
	{ name: 'xvfb', isThere: () => inPath('Xvfb'), tests: 'windows on a display' },
];

/** A Chromium without windows: Debian has it, and the end-to-end tests take a sixth less of the processor on it. Nothing is missed without it. */
const headlessChromium = 'chromium-headless-shell';

/** Its path; null where it is not installed. */
export function findHeadlessChromium(): string | null {
	const path = join('/usr/bin', headlessChromium);
	return existsSync(path) ? path : null;
}

/** Installs what the tests need and this Debian or Ubuntu lacks; elsewhere only says so. Gives back what is still missing. */
export function ensureSystemPackages(): readonly Part[] {
	if (process.platform !== 'linux') return [];
	const missing = () => parts.filter((part) => !part.isThere());
	const names = missing().map((part) => part.name);
	if (names.length === 0) return [];
	if (!inPath('apt-get')) {
		console.error(`Not installed here: ${names.join(', ')}. Install them with this system's package manager.`);
		return missing();
	}
	const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
	console.error(`Installing ${names.join(', ')} ...`);
	const apt = (...args: string[]) => {
		const [program = 'apt-get', ...rest] = [...sudo, 'apt-get', '-qq', ...args];
		return spawnSync(program, rest, {
			stdio: ['ignore', 'ignore', 'inherit'],
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		}).status;
	};
	if (apt('update') !== 0 || apt('install', '-y', '--no-install-recommends', ...names) !== 0) {
		console.error(`Could not install them. By hand: ${[...sudo, 'apt-get install', ...names].join(' ')}`);
	}
	if (!findHeadlessChromium() && isOffered(headlessChromium))
		apt('install', '-y', '--no-install-recommends', headlessChromium);
	return missing();
}

function isOffered(name: string): boolean {
	return spawnSync('apt-cache', ['show', name]).status === 0;
}

function inPath(program: string): boolean {
	return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function hasLibrary(name: string): boolean {
	const folders = ['/lib', '/usr/lib', '/lib64', '/usr/lib64'].filter(existsSync);
	const nested = folders.flatMap((folder) =>
		readdirSync(folder, { withFileTypes: true })
			.filter((one) => one.name.endsWith('-linux-gnu'))
			.map((one) => join(folder, one.name)),
	);
	return [...folders, ...nested].some((folder) => existsSync(join(folder, name)));
}
