import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that systems hand out by themselves: one of those may be another program's before it is used. */
const [first, last] = [20_000, 32_000] as const;

/** A port that nobody listens on right now, on either loopback address. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(first, last);
		if (await isFree(port)) return port;
	}
}

function isFree(port: number): Promise<boolean> {
	const server = createServer();
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) =>
			error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
		);
		server.listen(port, () => server.close(() => resolve(true)));
	});
}
