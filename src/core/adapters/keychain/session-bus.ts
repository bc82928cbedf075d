import { existsSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { type BusCall, decodeReply, encodeCall, messageLength } from './bus-message.ts';

const limitMs = 2_000;
const longestAnswer = 65_536;

/** The socket of this session's D-Bus; null where there is none. A leading NUL names one without a file (Linux). */
export function sessionBusPath(env: NodeJS.ProcessEnv = process.env): string | null {
	const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: folder } = env;
	for (const one of address?.split(';') ?? []) {
		const [, kind, path] = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(one) ?? [];
		if (path) return (kind === 'abstract' ? '\0' : '') + decodeURIComponent(path);
	}
	const path = folder && join(folder, 'bus');
	return path && existsSync(path) ? path : null;
}

/**
 * Asks on the session's bus, one call after the other; a value is null where the bus or the one asked says no. Rejects after 2 s, and where
 * there is no such bus.
 */
export function askSessionBus(path: string, calls: readonly BusCall[]): Promise<readonly (string | number | null)[]> {
	return new Promise((resolve, reject) => {
		const socket = createConnection({ path });
		const timer = setTimeout(() => socket.destroy(new Error(`no answer in ${limitMs} ms`)), limitMs);
		socket.once('close', () => {
			clearTimeout(timer);
			reject(new Error('the bus closed the connection'));
		});
		socket.once('error', reject);
		const values: (string | number | null)[] = [];
		const hello: BusCall = { ...bus, member: 'Hello', texts: [] };
		const all = [hello, ...calls];
		const next = () => {
			const call = all[values.length];
			if (call) return void socket.write(encodeCall(values.length + 1, call));
			resolve(values.slice(1));
			socket.destroy();
		};
		readMessages(socket, next, (message) => {
			const reply = decodeReply(message);
			if (reply?.serial !== values.length + 1) return;
			values.push(reply.value);
			next();
		});
		// The first byte is NUL; after that the kernel tells the bus who we are, and the line only repeats it.
		const user = Buffer.from(String(process.getuid?.() ?? '')).toString('hex');
		socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
	});
}

/** What the bus itself is asked. */
export const bus = {
	destination: 'org.freedesktop.DBus',
	path: '/org/freedesktop/DBus',
	interface: 'org.freedesktop.DBus',
} as const;

/** First a line of text that lets us in, then messages. */
function readMessages(socket: Socket, ready: () => void, take: (message: Buffer) => void): void {
	let bytes = Buffer.alloc(0);
	let isIn = false;
	socket.on('data', (more: Buffer) => {
		bytes = Buffer.concat([bytes, more]);
		if (!isIn) {
			const line = bytes.indexOf('\r\n');
			if (line < 0) return;
			if (!bytes.toString('latin1').startsWith('OK ')) return void socket.destroy(new Error('the bus refused us'));
			bytes = bytes.subarray(line + 2);
			isIn = true;
			socket.write('BEGIN\r\n');
			ready();
		}
		try {
			for (let length = messageLength(bytes); length !== null; length = messageLength(bytes)) {
				if (length > longestAnswer) throw new RangeError('an answer that is too long');
				if (bytes.length < length) return;
				const message = bytes.subarray(0, length);
				bytes = bytes.subarray(length);
				take(message);
			}
		} catch (error) {
			socket.destroy(error instanceof Error ? error : new Error('an answer that is none'));
		}
	});
}
