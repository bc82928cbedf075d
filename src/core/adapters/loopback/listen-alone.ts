import type { Server } from 'node:net';

/** Listens without sharing. Rejects where the port is taken; false where the machine has no such address (IPv6 switched off). */
export function listenAlone(server: Server, host: string, port: number): Promise<boolean> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (host === '::1' && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')) resolve(false);
			else reject(error);
		});
		// exclusive: never share the port with a process that bound it before.
		server.listen({ host, port, exclusive: true }, () => resolve(true));
	});
}
