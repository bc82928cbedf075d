import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Takes a port of this machine, on IPv6, too, where there is any. Gives back what frees it. */
export async function takePort(port: number): Promise<() => Promise<void>> {
	const servers: Server[] = [];
	for (const host of ['127.0.0.1', '::1']) {
		const server = createServer();
		server.listen({ host, port, exclusive: true });
		const failed = await once(server, 'listening').then(
			() => null,
			(error: NodeJS.ErrnoException) => error,
		);
		if (failed === null) servers.push(server);
		else if (failed.code === 'EADDRINUSE' || host === '127.0.0.1') throw failed;
	}
	return async () => {
		await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	};
}
