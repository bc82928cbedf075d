import { createServer } from 'node:net';
import type { LoopbackRedirect } from '../../domain/redirect-uri.ts';
import type { PortProbe } from '../../ports/port-probe.ts';
import { listenAlone } from './listen-alone.ts';
import { portHolder } from './port-holder.ts';

/** Listens as a sign-in would, and stops at once. */
export const loopbackPortProbe: PortProbe = {
	holderOf: async ({ addresses, port }: LoopbackRedirect) => {
		for (const address of addresses) {
			const server = createServer((socket) => socket.destroy());
			try {
				if (!(await listenAlone(server, address, port))) continue;
				await new Promise((resolve) => server.close(resolve));
			} catch {
				return portHolder(port);
			}
		}
		return null;
	},
};
