import { connect, type Socket } from 'node:net';

const lookMs = 20;

/**
 * A connection that ends with this error once the other side has sent more than so many bytes. Where TLS is put on it, which takes its
 * listeners away, that is found within 20 ms.
 */
export function cappedSocket(host: string, port: number, mostBytes: number, tooMuch: () => Error): Socket {
	const socket = connect(port, host).setNoDelay(true);
	const look = () => {
		if (socket.bytesRead > mostBytes) socket.destroy(tooMuch());
	};
	socket.on('data', look);
	const timer = setInterval(look, lookMs).unref();
	socket.on('close', () => clearInterval(timer));
	return socket;
}
