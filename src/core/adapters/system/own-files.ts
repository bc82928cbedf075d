import { X509Certificate } from 'node:crypto';
import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import type { FileSurvey, SurveyedFile } from '../../ports/file-survey.ts';
import type { Paths } from './paths.ts';

/** What Latchkey puts into its folder; what else lies there is not its own. */
const ownNames = /^((latchkey|vault|keychain-vault)\.db.*|practice\.json|locks|backups|set-aside|window)$/;
/** Folders that hold files of Latchkey's; the window's profile is Chromium's, and closed to others as a whole. */
const ownFolders = new Set(['locks', 'backups', 'set-aside']);

/** Looks at Latchkey's own files, and changes none. */
export function ownFiles(paths: Pick<Paths, 'database'>): FileSurvey {
	const folder = dirname(paths.database);
	return {
		folder,
		hasModes: process.platform !== 'win32',
		files: () => {
			try {
				return [folder, ...pathsIn(folder)].flatMap(surveyed);
			} catch (error) {
				const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
				throw new AppError('STORE_UNSAFE', { path: folder, problem: `it cannot be read (${code})` }, { cause: error });
			}
		},
		certificatesIn: (path) => {
			const blocks = readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
			// Throws for a block that is no certificate.
			return (blocks ?? []).map((block) => new X509Certificate(block)).length;
		},
	};
}

function pathsIn(folder: string): readonly string[] {
	return entriesOf(folder)
		.filter(({ name }) => ownNames.test(name))
		.flatMap((entry) => {
			const path = join(folder, entry.name);
			const inside = entry.isDirectory() && ownFolders.has(entry.name) ? entriesOf(path) : [];
			return [path, ...inside.map(({ name }) => join(path, name))];
		});
}

function entriesOf(folder: string): readonly Dirent[] {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
		throw error;
	}
}

/** Nothing where it is gone: the log and the locks of a database come and go. */
function surveyed(path: string): readonly SurveyedFile[] {
	const found = lstatSync(path, { throwIfNoEntry: false });
	if (!found) return [];
	const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : found.isSymbolicLink() ? 'link' : 'other';
	return [{ path, kind, mode: found.mode & 0o777, mine: found.uid === (process.getuid?.() ?? found.uid) }];
}
