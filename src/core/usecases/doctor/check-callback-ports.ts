import { type ApiClient, hasBrowserSignIn } from '../../domain/api-client.ts';
import { AppError } from '../../domain/app-error.ts';
import { parseRedirectUri } from '../../domain/redirect-uri.ts';
import type { PortProbe } from '../../ports/port-probe.ts';
import type { Store } from '../../ports/store.ts';
import { type Finding, fail, listed, ofError, ok, own, warn, words } from './finding.ts';

interface Tried {
	readonly port: number;
	readonly holder: string | null;
}

/** Whether each API client has a port on which the browser could come back. */
export async function checkCallbackPorts(
	{ apiClients, signIns }: Store,
	ports: PortProbe,
): Promise<readonly Finding[]> {
	const clients = apiClients.all().filter(({ type }) => hasBrowserSignIn(type));
	if (clients.length === 0) return [ok('callback port', ['No API client has a browser sign-in'])];
	const waiting = signIns.all().length > 0;
	// One after another: two that share a port would find each other.
	const findings: Finding[] = [];
	for (const client of clients) findings.push(await checkOne(client, ports, waiting));
	return findings;
}

async function checkOne(client: ApiClient, ports: PortProbe, waiting: boolean): Promise<Finding> {
	const name = own('API client', client.name);
	try {
		const tried: Tried[] = [];
		for (const redirect of client.redirectUris.map(parseRedirectUri))
			tried.push({ port: redirect.port, holder: await ports.holderOf(redirect) });
		const taken = tried.filter(({ holder }) => holder !== null);
		if (taken.length === 0)
			return ok('callback port', words`${name}: ${listed(tried.map(({ port }) => `port ${port}`))} free`);
		const who = listed(
			taken.map(({ port, holder }) => words`port ${port} is taken by ${own('program', holder ?? '')}`),
		);
		if (waiting)
			return warn('callback port', words`${name}: ${who}`, [
				'A sign-in is on its way, perhaps on this port; look again later.',
			]);
		const other = 'or register a second redirect URI with another port (`latchkey api-client change`).';
		if (taken.length < tried.length)
			return warn('callback port', words`${name}: ${who}; another one is free`, ['Nothing needs to be done.']);
		return fail('callback port', words`${name}: ${who}`, [`Close that program, ${other}`]);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return { check: 'callback port', level: 'fail', ...ofError(error) };
	}
}
