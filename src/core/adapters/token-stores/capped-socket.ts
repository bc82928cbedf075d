import { connect, type Socket } from 'node:net';

/** A connection that ends with this error once the other side has sent more than so many bytes. */
export function cappedSocket(host: string, port: number, mostBytes: number, tooMuch: () => Error): Socket {
	const socket = connect(port, host).setNoDelay(true);
	socket.on('data', () => {
		if (socket.bytesRead > mostBytes) socket.destroy(tooMuch());
	});
	return socket;
}
