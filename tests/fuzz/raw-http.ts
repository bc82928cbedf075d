import { connect } from 'node:net';

/** What came back: status 0 where nothing readable did. */
export interface RawAnswer {
	readonly status: number;
	readonly text: string;
}

/** Sends bytes to a loopback port as they are, and reads until the connection ends or ten seconds are over. */
export function sendRaw(port: number, text: string): Promise<RawAnswer> {
	return new Promise((resolve) => {
		let came = '';
		const socket = connect(port, '127.0.0.1', () => socket.write(text));
		const done = () => {
			socket.destroy();
			resolve({ status: Number(/^HTTP\/1\.[01] (\d{3}) /.exec(came)?.[1] ?? 0), text: came });
		};
		socket.setTimeout(10_000, done);
		socket.on('data', (data) => (came += data.toString('latin1')));
		socket.on('close', done);
		socket.on('error', () => undefined);
	});
}

/** Runs an act for each item, at most `width` at a time. */
export async function inParallel<T>(items: readonly T[], width: number, act: (item: T) => Promise<void>) {
	const queue = items.values();
	const worker = async () => {
		for (const item of queue) await act(item);
	};
	await Promise.all(Array.from({ length: width }, worker));
}
