import { type PracticeCrm, startPractice } from '../../../src/practice/start-practice.ts';
import type { Cli } from './cli.ts';

/** Known to the lab's CRM; its secret is what the byte scans look for. */
export const labClient = {
	name: 'agency',
	clientId: '1000.LAB5AGENCY8CLIENT2FOR6TESTS1X',
	secret: '7f3c9a51d2e84b60a1c5f97e3d08b246c1a9e57f30',
	redirectUris: ['http://localhost:8917/callback', 'http://localhost:8918/callback'],
} as const;

/** The real-looking data center on a CRM of this process: it can be watched and made to fail. */
export const labDataCenter = { id: 'lab', name: 'Lab Europe' } as const;

/** Starts the CRM on a free port. */
export async function startLab(): Promise<PracticeCrm> {
	const crm = await startPractice({ locations: ['eu'], basePort: 0, deviceIntervalSeconds: 0.3 });
	const { clientId, secret, redirectUris } = labClient;
	crm.addApiClient({ name: 'Agency', clientId, secrets: secret, redirectUris });
	return crm;
}

/** Where the CRM answers. */
export function originOf(crm: PracticeCrm): string {
	const [dataCenter] = crm.dataCenters;
	if (!dataCenter) throw new Error('the lab has no data center');
	return dataCenter.accountsUrl;
}

/** Makes the lab's data center known as a custom one. */
export async function addLabDataCenter(cli: Cli, crm: PracticeCrm): Promise<void> {
	const origin = originOf(crm);
	const { id, name } = labDataCenter;
	await cli.json(['data-center', 'add', '--id', id, '--name', name, '--accounts-url', origin, '--api-url', origin]);
}

/** Makes the lab's data center and API client known. */
export async function addLab(cli: Cli, crm: PracticeCrm): Promise<void> {
	await addLabDataCenter(cli, crm);
	const { name, clientId, secret, redirectUris } = labClient;
	const uris = redirectUris.flatMap((uri) => ['--redirect-uri', uri]);
	await cli.json(['api-client', 'add', '--name', name, '--client-id', clientId, ...uris, '--secret-stdin'], secret);
}

/** How many token calls the lab has seen. */
export const tokenCalls = (crm: PracticeCrm) => crm.requests.filter(({ path }) => path === '/oauth/v2/token').length;
