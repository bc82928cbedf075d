import { join } from 'node:path';
import { version } from '../../package.json';
import { forkKeytar } from '../core/adapters/keychain/fork-keytar.ts';
import { localAdapters } from '../core/adapters/local-adapters.ts';
import { systemPaths } from '../core/adapters/system/paths.ts';
import { type Core, createCore } from '../core/create-core.ts';

/** Latchkey's core in a script's process, on the app's own files; `home` as LATCHKEY_HOME. Throws AppError STORE_*. */
export function openCore(home: string | undefined): Core {
	const paths = systemPaths(home === undefined ? process.env : { ...process.env, LATCHKEY_HOME: home });
	// Built, the keychain's process lies beside this file.
	return createCore(localAdapters(paths, version, () => forkKeytar(join(__dirname, 'keytar-worker.cjs'))));
}
