import { existsSync, lstatSync, mkdirSync, type Stats, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import type { Paths } from '../core/adapters/system/paths.ts';

// Node keeps of a file what its first run compiled, so verbs that run other code would gain little from one folder for all.
const frequent = new Set(['token', 'exec', 'list', 'show', '__complete']);

/**
 * Lets Node keep the compiled code of the files that are loaded from now on. Whoever may write there may have us run anything: only in a
 * folder of this user's, beside the database, and only once that is there, for a verb that stores nothing leaves nothing either.
 */
export function keepCompiledCode({ database, compiledCode: folder }: Paths, verb: string | undefined): void {
	try {
		if (!existsSync(database) || !isPrivate(statSync(dirname(database)))) return;
		mkdirSync(folder, { mode: 0o700, recursive: true });
		if (isPrivate(lstatSync(folder)))
			enableCompileCache(join(folder, verb !== undefined && frequent.has(verb) ? verb : 'other'));
	} catch {
		// No folder, no room, a disk that cannot be written: each start then compiles anew.
	}
}

/** Windows tells nobody who else may write; a folder below the user's own is theirs. */
function isPrivate(found: Stats): boolean {
	if (process.platform === 'win32') return found.isDirectory();
	return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
}
