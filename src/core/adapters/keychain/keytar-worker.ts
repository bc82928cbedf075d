import keytar from 'keytar';
import { type KeytarReply, type KeytarRequest, keytarService } from './keytar-messages.ts';

// A process of its own: a locked keyring can hang keytar's threads for ever or crash the process, and that must never be the app.
// findCredentials is not used: it crashes on an item without an account (SIGSEGV) and on a locked collection.

interface ParentPort {
	on(event: 'message', listener: (event: { readonly data: KeytarRequest }) => void): void;
	postMessage(reply: KeytarReply): void;
}

/** Electron's utilityProcess gives its child a parentPort; a forked Node has `process.send`. */
const parentPort = (process as { parentPort?: ParentPort }).parentPort;

async function answer(request: KeytarRequest): Promise<KeytarReply> {
	try {
		switch (request.act) {
			case 'hello':
				return { id: request.id, ok: true, value: null };
			case 'read':
				return { id: request.id, ok: true, value: await keytar.getPassword(keytarService, request.account) };
			case 'write':
				await keytar.setPassword(keytarService, request.account, request.value);
				return { id: request.id, ok: true, value: null };
			case 'delete':
				await keytar.deletePassword(keytarService, request.account);
				return { id: request.id, ok: true, value: null };
		}
	} catch (error) {
		return { id: request.id, ok: false, problem: error instanceof Error ? error.message : 'unknown error' };
	}
}

if (parentPort) {
	parentPort.on('message', ({ data }) => void answer(data).then((reply) => parentPort.postMessage(reply)));
} else {
	process.on('message', (request: KeytarRequest) => void answer(request).then((reply) => process.send?.(reply)));
	// The parent is gone: nobody would read an answer. Not `exit`, which waits for keytar's threads, and they may hang.
	process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}
