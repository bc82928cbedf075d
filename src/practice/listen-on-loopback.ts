import { createServer, type RequestListener, type Server } from 'node:http';

/** A port of this machine that answers on 127.0.0.1 and, where there is IPv6, on ::1. */
export interface LoopbackPort {
	readonly port: number;
	/** Ends every connection, also those that wait for an answer. */
	close(): Promise<void>;
}

/** The port was taken by another program. */
class PortTakenError extends Error {
	readonly code = 'EADDRINUSE';
	readonly port: number;

	constructor(port: number, cause: unknown) {
		super(`Port ${port} is taken.`, { cause });
		this.name = 'PortTakenError';
		this.port = port;
	}
}

/** Listens on both loopback addresses, 0 for a free port; rejects with a PortTakenError when one of them is taken. */
export async function listenOnLoopback(listener: RequestListener, port: number, attempts = 5): Promise<LoopbackPort> {
	const first = await listen(listener, '127.0.0.1', port);
	try {
		// "localhost" may mean ::1, and another program there would get the codes: taken on one address is taken.
		const second = await listen(listener, '::1', first.port).catch((error: unknown) => {
			if (hasCode(error, 'EADDRNOTAVAIL') || hasCode(error, 'EAFNOSUPPORT')) return null;
			throw error;
		});
		const servers = second ? [first.server, second.server] : [first.server];
		return { port: first.port, close: async () => void (await Promise.all(servers.map(closeServer))) };
	} catch (error) {
		await closeServer(first.server);
		if (port === 0 && attempts > 1 && error instanceof PortTakenError) {
			return listenOnLoopback(listener, 0, attempts - 1);
		}
		throw error;
	}
}

function listen(listener: RequestListener, host: string, port: number): Promise<{ server: Server; port: number }> {
	const server = createServer({ requestTimeout: 30_000 }, listener);
	return new Promise((resolve, reject) => {
		server.once('error', (error) => reject(hasCode(error, 'EADDRINUSE') ? new PortTakenError(port, error) : error));
		server.listen({ host, port }, () => {
			const address = server.address();
			resolve({ server, port: typeof address === 'object' && address ? address.port : port });
		});
	});
}

function closeServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
