import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** Who listens on a loopback port, in words such as "node (process 4711)"; "another program" where the system does not tell. */
export function portHolder(port: number): string {
	const unknown = 'another program';
	// Only Linux tells without another program's help; elsewhere the port alone is named.
	if (process.platform !== 'linux') return unknown;
	try {
		const inode = listeningInode(port);
		const pid = inode && readdirSync('/proc').find((entry) => /^\d+$/.test(entry) && holds(entry, inode));
		if (!pid) return `${unknown} of this machine`;
		// The executable, not /proc/PID/comm: that is the name of a thread.
		return `${basename(readlinkSync(`/proc/${pid}/exe`))} (process ${pid})`;
	} catch {
		return unknown;
	}
}

function listeningInode(port: number): string | null {
	const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
	for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
		for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
			// sl local_address rem_address st ... inode; state 0A is LISTEN.
			const fields = line.trim().split(/\s+/);
			if (fields[1]?.endsWith(wanted) && fields[3] === '0A') return fields[9] ?? null;
		}
	}
	return null;
}

function holds(pid: string, inode: string): boolean {
	try {
		return readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`);
	} catch {
		return false; // Another user's process, or one that just ended.
	}
}
