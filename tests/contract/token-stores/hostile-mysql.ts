import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** One packet of the MySQL protocol: its length in three bytes, its number, its content. */
function packet(number: number, content: Buffer): Buffer {
	const head = Buffer.alloc(4);
	head.writeUIntLE(content.length, 0, 3);
	head.writeUInt8(number & 0xff, 3);
	return Buffer.concat([head, content]);
}

/** What a server says first (protocol 10); it can do everything, files of the client among it, and TLS where it says so. */
const greeting = (tls: boolean) =>
	Buffer.concat([
		Buffer.from('\x0a8.0.0\0\x01\0\0\x0012345678\0', 'latin1'),
		Buffer.from([0xff, tls ? 0xff : 0xf7, 33, 2, 0, 0xff, 0x81, 21]),
		Buffer.alloc(10),
		Buffer.from('123456789012\0mysql_native_password\0', 'latin1'),
	]);

export const done = Buffer.from([0, 0, 0, 2, 0, 0, 0]);

/** Sends an answer to what the client just said. */
export type Say = (content: Buffer) => boolean;

/**
 * A server that speaks MySQL up to a point, until the test ends. `answer` is told which packet of the client's it is, from 0. `heard` holds
 * every byte that came from the client. `early`: what it says along with its first words.
 */
export async function hostileMySql(
	answer: (count: number, say: Say, socket: Socket) => void,
	{ tls = false, early = null as Buffer | null } = {},
) {
	const heard: Buffer[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket.on('error', () => undefined));
		socket.write(Buffer.concat([packet(0, greeting(tls)), ...(early ? [packet(2, early)] : [])]));
		let rest = Buffer.alloc(0);
		let count = 0;
		socket.on('data', (data) => {
			heard.push(data);
			rest = Buffer.concat([rest, data]);
			while (rest.length >= 4 && rest.length >= 4 + rest.readUIntLE(0, 3)) {
				let number = rest.readUInt8(3);
				rest = rest.subarray(4 + rest.readUIntLE(0, 3));
				answer(count++, (content) => socket.write(packet(++number, content)), socket);
			}
		});
	}).listen(0, '127.0.0.1');
	onTestFinished(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	await once(server, 'listening');
	const address = server.address();
	const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
	return { port, heard: () => Buffer.concat(heard).toString('latin1') };
}
