import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where Latchkey keeps its files; the app and the CLI compute the same folders with this code. */
export interface Paths {
	readonly database: string;
	readonly locks: string;
	/** The secrets, where a person chose a passphrase over the keychain. */
	readonly vault: string;
	/** The secrets, where a person chose a file that one keychain entry opens. */
	readonly vaultFile: string;
	readonly practiceState: string;
	/** What Node compiled of the CLI at earlier starts. */
	readonly compiledCode: string;
	/** The window's own profile (Chromium's caches, window size). */
	readonly windowProfile: string;
}

/** Paths from the environment: LATCHKEY_HOME overrides all, else each system's own custom. */
export function systemPaths(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): Paths {
	const data = dataFolder(env, platform);
	return {
		database: join(data, 'latchkey.db'),
		locks: join(data, 'locks'),
		vault: join(data, 'vault.db'),
		vaultFile: join(data, 'keychain-vault.db'),
		practiceState: join(data, 'practice.json'),
		compiledCode: join(data, 'compiled-code'),
		windowProfile: join(data, 'window'),
	};
}

function dataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
	if (env.LATCHKEY_HOME) return env.LATCHKEY_HOME;
	const home = homedir();
	switch (platform) {
		case 'darwin':
			return join(home, 'Library', 'Application Support', 'Latchkey');
		case 'win32':
			return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Latchkey');
		default:
			return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'latchkey');
	}
}
