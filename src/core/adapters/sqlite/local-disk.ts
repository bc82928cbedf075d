import { existsSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { dirname, join, resolve, win32 } from 'node:path';
import { AppError } from '../../domain/app-error.ts';

/** What the system says about where a folder lies; tests say it themselves. */
export interface DiskFacts {
	readonly platform: NodeJS.Platform;
	/** The file system's number, `f_type` of statfs(2) on Linux; null where nobody can say. */
	type(folder: string): number | null;
	/** The text of /proc/self/mountinfo. */
	mounts(): string;
	/** The folder's true path; for a mapped drive of Windows the server's. */
	realPath(folder: string): string;
}

// Numbers of linux/magic.h and of the file systems' own sources.
const networkTypes: ReadonlyMap<number, string> = new Map([
	[0x6969, 'NFS'],
	[0x517b, 'SMB'],
	[0xff534d42, 'CIFS'],
	[0xfe534d42, 'SMB 2'],
	[0x01021997, '9P'],
	[0x5346414f, 'AFS'],
	[0x6b414653, 'AFS'],
	[0x73757245, 'Coda'],
	[0x564c, 'NCP'],
	[0x00c36400, 'Ceph'],
	[0x0bd00bd0, 'Lustre'],
	[0x47504653, 'GPFS'],
	[0x7461636f, 'OCFS2'],
	[0x01161970, 'GFS2'],
]);
const fuse = 0x65735546;

/** FUSE file systems whose files lie on a disk of this machine. Every other one may be a server in disguise. */
const localFuse = new Set(['fuseblk', 'fuse.gocryptfs', 'fuse.encfs', 'fuse.cryfs', 'fuse.securefs', 'fuse.mergerfs']);

/** Folders that a sync program copies file by file, and so without the write-ahead log that belongs to the database. */
const syncedFolder = /^(dropbox( \(.+\))?|onedrive( - .+)?|google ?drive|mobile documents|nextcloud)$/i;

/**
 * Throws STORE_UNSAFE for a folder on a network drive or in one that is synced: SQLite's locks and its shared memory hold on one machine
 * alone. The message suggests a local folder. macOS does not tell Node which of its drives are remote, so none is found there.
 */
export function requireLocalDisk(folder: string, facts: DiskFacts = thisMachine): void {
	const problem = problemWith(folder, facts);
	if (problem === null) return;
	throw new AppError('STORE_UNSAFE', {
		path: folder,
		problem: `it lies ${problem}. Use a folder on a disk of this computer, such as LATCHKEY_HOME=${suggestion(facts)}`,
	});
}

function problemWith(folder: string, facts: DiskFacts): string | null {
	const path = facts.realPath(folder);
	const synced = path.split(/[\\/]/).find((part) => syncedFolder.test(part));
	if (synced) return `in "${synced}", which a program copies to other computers while it changes`;
	const drive = networkDrive(path, facts);
	return drive && `on a network drive (${drive}), where the locks between programs do not hold`;
}

function networkDrive(path: string, facts: DiskFacts): string | null {
	// A device path such as \\?\C:\ is no server's.
	if (facts.platform === 'win32')
		return /^[\\/]{2}(?![?.][\\/](?!unc[\\/]))/i.test(path) ? 'a share of a server' : null;
	if (facts.platform !== 'linux') return null;
	const type = facts.type(path);
	if (type === null) return null;
	if (type !== fuse) return networkTypes.get(type) ?? null;
	const name = mountTypeOf(path, facts.mounts());
	return name !== null && localFuse.has(name) ? null : (name ?? 'FUSE');
}

/** The type of the mount that holds a path, such as "fuse.sshfs" (proc(5): after " - "); the longest mount point wins, and the last one. */
function mountTypeOf(path: string, mounts: string): string | null {
	let found = { point: '', type: null as string | null };
	for (const line of mounts.split('\n')) {
		const [before = '', after = ''] = line.split(' - ');
		const point = before
			.split(' ')[4]
			?.replace(/\\([0-7]{3})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 8)));
		const holds = point && (path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`));
		if (holds && point.length >= found.point.length) found = { point, type: after.split(' ')[0] ?? null };
	}
	return found.type;
}

function suggestion(facts: DiskFacts): string {
	if (facts.platform === 'win32') return win32.join('C:\\', 'Latchkey');
	const usual = join(homedir(), '.local', 'share', 'latchkey');
	return problemWith(usual, facts) === null ? usual : join('/var/tmp', `latchkey-${userInfo().username}`);
}

const thisMachine: DiskFacts = {
	platform: process.platform,
	type: (folder) => {
		try {
			return statfsSync(folder).type;
		} catch {
			return null;
		}
	},
	mounts: () => readFileSync('/proc/self/mountinfo', 'utf8'),
	realPath: (folder) => {
		try {
			return realpathSync.native(nearest(folder));
		} catch {
			return resolve(folder);
		}
	},
};

/** The folder itself, or the first one above it that is there: it is asked before anything is made. */
function nearest(folder: string): string {
	const path = resolve(folder);
	const above = dirname(path);
	return existsSync(path) || above === path ? path : nearest(above);
}
