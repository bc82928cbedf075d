import {
	existsSync,
	linkSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	watch,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** What a second instance tells the first. */
export interface SecondInstance {
	argv: string[];
	workingDirectory: string;
	additionalData: unknown;
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** Links a finished file into place, so that nobody ever reads a lock without its owner's id. */
function take(lock: string): boolean {
	const own = `${lock}.${process.pid}`;
	writeFileSync(own, String(process.pid), { mode: 0o600 });
	try {
		linkSync(own, lock);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	} finally {
		rmSync(own);
	}
}

function holderOf(lock: string): number | null {
	try {
		return Number(readFileSync(lock, 'utf8'));
	} catch {
		return null;
	}
}

/**
 * Takes the lock in `folder`, or leaves a message for the process that holds it. Synchronous, as Electron's call is.
 * @returns whether this process is the first
 */
export function lockInstance(folder: string, data: unknown, onSecond: (second: SecondInstance) => void): boolean {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const lock = join(folder, 'lock');
	for (let attempt = 0; attempt < 3; attempt++) {
		if (take(lock)) {
			receive(folder, onSecond);
			process.on('exit', () => rmSync(lock, { force: true }));
			return true;
		}
		const holder = holderOf(lock);
		if (holder !== null && isAlive(holder)) break;
		rmSync(lock, { force: true });
	}
	const message: SecondInstance = { argv: process.argv, workingDirectory: process.cwd(), additionalData: data };
	const draft = join(folder, `${process.pid}.draft`);
	writeFileSync(draft, JSON.stringify(message), { mode: 0o600 });
	renameSync(draft, join(folder, `${process.pid}.json`));
	return false;
}

function receive(folder: string, onSecond: (second: SecondInstance) => void): void {
	// The profile may be removed under a running app, as tests do.
	const messages = (): string[] =>
		existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
	// Left by a process that spoke to an instance that had died meanwhile.
	for (const name of messages()) rmSync(join(folder, name), { force: true });
	const watcher = watch(folder, () => {
		for (const name of messages()) {
			const file = join(folder, name);
			const second = JSON.parse(readFileSync(file, 'utf8')) as SecondInstance;
			rmSync(file);
			onSecond(second);
		}
	});
	watcher.on('error', () => watcher.close());
	watcher.unref();
}
