import { describe, expect, it } from 'vitest';
import { type DiskFacts, requireLocalDisk } from '../../../../src/core/adapters/sqlite/local-disk.ts';
import { AppError } from '../../../../src/core/domain/app-error.ts';

const ext4 = 0xef53;

function facts(changes: Partial<DiskFacts>): DiskFacts {
	return { platform: 'linux', type: () => ext4, mounts: () => '', realPath: (folder) => folder, ...changes };
}

/** The problem that is named; null where the folder may be used. */
function problem(folder: string, changes: Partial<DiskFacts>): string | null {
	try {
		requireLocalDisk(folder, facts(changes));
		return null;
	} catch (error) {
		expect(error).toBeInstanceOf(AppError);
		expect((error as AppError).code).toBe('STORE_UNSAFE');
		return String((error as AppError).details.problem);
	}
}

/** A machine where one folder lies elsewhere; the home folder stays local. */
const typeAt = (folder: string, type: number) => ({ type: (path: string) => (path.startsWith(folder) ? type : ext4) });

describe('S10: a store', () => {
	it.each([
		['NFS', 0x6969],
		['SMB', 0x517b],
		['CIFS', 0xff534d42],
		['SMB 2', 0xfe534d42],
		['9P', 0x01021997],
		['Ceph', 0x00c36400],
		['Lustre', 0x0bd00bd0],
	])('on %s is refused, with a local folder to use instead', (name, type) => {
		const said = problem('/net/latchkey', typeAt('/net', type));
		expect(said).toContain(`on a network drive (${name})`);
		expect(said).toMatch(/LATCHKEY_HOME=\/.+latchkey/);
	});

	it.each([0xef53, 0x9123683e, 0x58465342, 0x01021994, 0x794c7630])('on a local disk is used (type %i)', (type) => {
		expect(problem('/data/latchkey', typeAt('/data', type))).toBeNull();
	});

	it('on FUSE is judged by what is mounted, and refused where nobody knows', () => {
		const mounts = [
			'22 1 8:1 / / rw - ext4 /dev/sda1 rw',
			'40 22 0:50 / /mnt/my\\040server rw,nosuid - fuse.sshfs me@host:/ rw',
			'41 22 0:51 / /mnt/vault rw - fuse.gocryptfs /home/me/.vault rw',
			'42 22 8:17 / /mnt/usb rw - fuseblk /dev/sdb1 rw',
			'43 41 0:52 / /mnt/vault/inner rw - fuse.rclone remote: rw',
		].join('\n');
		const onFuse = (folder: string) => problem(folder, { ...typeAt('/mnt', 0x65735546), mounts: () => mounts });
		expect(onFuse('/mnt/my server/latchkey')).toContain('fuse.sshfs');
		expect(onFuse('/mnt/vault/latchkey')).toBeNull();
		expect(onFuse('/mnt/usb')).toBeNull();
		expect(onFuse('/mnt/vault/inner/latchkey')).toContain('fuse.rclone');
		expect(problem('/mnt/x', { ...typeAt('/mnt', 0x65735546), mounts: () => '' })).toContain('FUSE');
	});

	it('on a share or a mapped drive of Windows is refused by its path', () => {
		const windows = (path: string, realPath = path) => problem(path, { platform: 'win32', realPath: () => realPath });
		expect(windows('\\\\server\\share\\latchkey')).toContain('a share of a server');
		expect(windows('//server/share/latchkey')).toContain('a share of a server');
		expect(windows('\\\\?\\UNC\\server\\share')).toContain('a share of a server');
		expect(windows('Z:\\latchkey', '\\\\server\\home\\latchkey')).toContain('a share of a server');
		expect(windows('C:\\Users\\me\\AppData\\Roaming\\Latchkey')).toBeNull();
		expect(windows('\\\\?\\C:\\Latchkey')).toBeNull();
	});

	it.each(['/home/me/Dropbox/latchkey', 'C:\\Users\\me\\OneDrive - Acme GmbH\\Latchkey', '/home/me/Nextcloud'])(
		'in a synced folder is refused: %s',
		(folder) => {
			expect(problem(folder, {})).toContain('copies to other computers');
		},
	);

	it('whose type nobody can say is used, and so is one whose name only looks synced', () => {
		expect(problem('/data', { type: () => null })).toBeNull();
		expect(problem('/home/me/dropbox-notes/latchkey', {})).toBeNull();
	});

	it('suggests a folder off the network where the home folder lies on it', () => {
		expect(problem('/home/me', { type: (path) => (path.startsWith('/var/tmp') ? ext4 : 0x6969) })).toContain(
			'LATCHKEY_HOME=/var/tmp/latchkey-',
		);
	});
});
