import http from 'node:http';

/** How long a connection waits for its next call, in milliseconds: less than the five seconds after which the first servers end theirs. */
const idleMs = 4_000;
const keeping = { keepAlive: true, timeout: idleMs, maxFreeSockets: 8 };

/** Node's calls of one protocol, by an agent that opens a connection for every call or by one that keeps it for a next call. */
export interface Transport {
	readonly request: (url: URL, options: http.RequestOptions) => http.ClientRequest;
	readonly fresh: http.Agent;
	/** No more connections than calls under way at once, and idle ones neither hold up the process nor outlive four seconds. */
	readonly kept: http.Agent;
}

/** Plain HTTP, never through a proxy: it is only for this machine. */
export function plainTransport(): Transport {
	return { request: http.request, fresh: new http.Agent(), kept: new http.Agent(keeping) };
}

/** HTTPS that verifies, through the proxy that the environment names. Loads TLS, which a command without a call shall not wait for. */
export function secureTransport(): Transport {
	const https = process.getBuiltinModule('node:https');
	const rules = {
		// Set so that NODE_TLS_REJECT_UNAUTHORIZED=0 cannot switch it off.
		rejectUnauthorized: true,
		minVersion: 'TLSv1.2',
		// A resumed session skips the look at the certificate.
		maxCachedSessions: 0,
		proxyEnv: process.env,
	} as const;
	const [fresh, kept] = [new https.Agent(rules), new https.Agent({ ...rules, ...keeping })];
	endRefusedTunnels(fresh);
	endRefusedTunnels(kept);
	return { request: https.request, fresh, kept };
}

/** Node leaves the connection to a proxy open that refused to open a tunnel, which would hold up the end of the process. */
function endRefusedTunnels(agent: http.Agent): void {
	const open = agent.createConnection.bind(agent);
	agent.createConnection = (options, done) => {
		const connection = open(options, (error, stream) => {
			if (error) connection?.destroy();
			done?.(error, stream);
		});
		return connection;
	};
}

/** Ends the connections that wait for a next call, and keeps no further ones; calls under way end by themselves. */
export function endIdle({ kept }: Transport): void {
	kept.maxFreeSockets = 0;
	for (const socket of Object.values(kept.freeSockets).flat()) socket?.destroy();
}
