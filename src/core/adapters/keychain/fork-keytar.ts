import { fork } from 'node:child_process';
import type { KeytarProcess } from './keytar-messages.ts';

/** Starts the worker as a plain Node process; secrets cross on its IPC socket, never in arguments or environment. */
export function forkKeytar(workerPath: string): KeytarProcess {
	const child = fork(workerPath, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
	child.unref();
	child.channel?.unref();
	return {
		post: (request) => {
			// While a call is under way the process must stay to hear the answer.
			child.channel?.ref();
			if (child.connected) child.send(request, () => undefined);
		},
		onReply: (listener) =>
			child.on('message', (message) => {
				child.channel?.unref();
				listener(message as Parameters<typeof listener>[0]);
			}),
		onExit: (listener) => {
			child.on('exit', listener);
			child.on('error', listener);
		},
		kill: () => void child.kill('SIGKILL'),
	};
}
