import { utilityProcess } from 'electron';
import type { KeytarProcess } from '../core/adapters/keychain/keytar-messages.ts';

/** Starts the worker as a utility process; secrets cross on its message channel, never in arguments or environment. */
export function startKeytar(workerPath: string): KeytarProcess {
	const child = utilityProcess.fork(workerPath, [], { serviceName: 'Latchkey keychain', stdio: 'ignore' });
	return {
		post: (request) => child.postMessage(request),
		onReply: (listener) => child.on('message', listener),
		onExit: (listener) => child.on('exit', listener),
		kill: () => child.kill(),
	};
}
