import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

/** What the bench asks of the fake CRM's process. */
export interface FakeCrmOrders {
	/** How long a token call takes. */
	readonly latencyMs: number;
	/** How long the tokens live that it issues. */
	readonly expiresIn: number;
}

/** What the fake CRM's process says: where it listens, then how many refreshes it had when it was asked for the count. */
export interface FakeCrmWord {
	readonly port: number;
	readonly refreshes: number;
}

// The least that the core needs of a CRM, in a process of its own so that its work does not count as the core's.
let orders: FakeCrmOrders = { latencyMs: 0, expiresIn: 3600 };
let refreshes = 0;
const server = createServer((request, response) => {
	const { pathname } = new URL(request.url ?? '', 'http://localhost');
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const answer = (body: unknown) => {
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(body));
		};
		if (pathname === '/crm/v8/org') return answer({ org: [{ zgid: '1', company_name: 'Bench', type: 'production' }] });
		if (pathname === '/crm/v8/users') return answer({ users: [{ email: 'bench@example.test', full_name: 'Bench' }] });
		if (pathname !== '/oauth/v2/token') return answer({});
		const isRefresh = Buffer.concat(chunks).toString().includes('grant_type=refresh_token');
		if (isRefresh) refreshes++;
		const token = { access_token: `1000.${randomUUID()}`, expires_in: orders.expiresIn };
		setTimeout(answer, orders.latencyMs, isRefresh ? token : { ...token, refresh_token: `1000.${randomUUID()}` });
	});
});
const say = () => {
	const address = server.address();
	const word: FakeCrmWord = { port: typeof address === 'object' ? (address?.port ?? 0) : 0, refreshes };
	process.send?.(word);
};
process.on('message', (message: FakeCrmOrders) => {
	orders = message;
	say();
});
process.on('disconnect', () => process.exit());
server.listen(0, 'localhost', say);
