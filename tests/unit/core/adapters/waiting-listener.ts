import { type AddressInfo, connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';
import { LoopbackListener } from '../../../../src/core/adapters/loopback/loopback-listener.ts';
import { freePort } from '../../../integration/core/free-port.ts';

/** The state of the sign-in that waits. */
export const state = 'a1'.repeat(32);

/** A listener with one sign-in that waits on a free port. */
export async function waiting(host = 'localhost') {
	const listener = new LoopbackListener();
	onTestFinished(() => listener.close());
	const port = await freePort();
	const uri = `http://${host}:${port}/callback`;
	const pending = await listener.expect([uri], state, 'ABCD');
	let came: URLSearchParams | null = null;
	void pending.parameters.then((parameters) => (came = parameters));
	return { listener, port, uri, pending, came: () => came };
}

/** Sends raw bytes and gives everything that comes back until the connection ends. */
export function raw(port: number, text: string, host = '127.0.0.1'): Promise<string> {
	return new Promise((resolve, reject) => {
		let answer = '';
		const socket = connect(port, host, () => socket.write(text));
		socket.on('data', (data) => (answer += data));
		socket.on('close', () => resolve(answer));
		socket.on('error', reject);
	});
}

/** Another program on a port. */
export async function occupy(port = 0, host = '127.0.0.1'): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(port, host, resolve));
	onTestFinished(() => void server.close());
	return (server.address() as AddressInfo).port;
}

/** Whether something listens on a port. */
export function isOpen(port: number, host = '127.0.0.1'): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, host, () => {
			socket.destroy();
			resolve(true);
		});
		socket.on('error', () => resolve(false));
	});
}
