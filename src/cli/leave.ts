import { existsSync } from 'node:fs';

const shell = '/bin/sh';

/**
 * Whether a process can end while a call into the keychain hangs: Node's own exit waits for its threads, for ever. Without a shell Node would
 * abort, and what it leaves of its memory has tokens in it.
 */
export const canLeave = process.execve !== undefined && existsSync(shell);

/** Ends this process with that exit code, whatever hangs in it: the shell takes its place and ends. What was printed is written by now. */
export function leave(exitCode: number): void {
	process.execve?.(shell, ['sh', '-c', `exit ${exitCode}`], {});
}
