import { readdirSync, readFileSync } from 'node:fs';

/** The processes that a process started, and theirs; empty where the system does not tell without another program's help. */
export function descendantsOf(pid: number): number[] {
	if (process.platform !== 'linux') return [];
	const children = readdirSync('/proc')
		.filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === pid)
		.map(Number);
	return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function parentOf(pid: string): number | null {
	try {
		// pid (name) state parent ...; the name may hold anything, parentheses too.
		const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
			.replace(/^.*\) /s, '')
			.split(' ');
		return Number(parent);
	} catch {
		return null;
	}
}

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
}
