// `npm run demo`: the main job end to end, with no Zoho account, no display and no keychain needed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { environmentWord, statusWords, tokenWords } from '../src/cli/output/connection-words.ts';
import { table } from '../src/cli/output/table.ts';
import { AppError } from '../src/core/domain/app-error.ts';
import { demoVault } from './demo-keychain.ts';
import { type DemoWorld, demoWorld } from './demo-world.ts';

const { values } = parseArgs({ options: { screenshots: { type: 'string' } } });

const began = performance.now();
let steps = 0;

/** One line a step, with its time; what it tells comes indented below. */
async function step(title: string, act: () => Promise<readonly string[]>): Promise<void> {
	const start = performance.now();
	const lines = await act();
	console.log(`✓ ${title.padEnd(64)}${Math.round(performance.now() - start)} ms`);
	for (const line of lines) console.log(`    ${line}`);
	steps++;
}

async function refused(call: Promise<unknown>): Promise<string> {
	try {
		await call;
	} catch (error) {
		if (error instanceof AppError) return `${error.code}: ${error.message}`;
		throw error;
	}
	throw new Error('this should have been refused');
}

function masked(token: string): string {
	return `${token.slice(0, 5)}${'•'.repeat(12)}${token.slice(-2)} (${token.length} characters)`;
}

function rows({ core }: DemoWorld): readonly string[] {
	const now = new Date();
	const cells = core.connections
		.list()
		.map((one) => [
			one.alias,
			statusWords(one, now),
			environmentWord(one),
			one.dataCenter,
			one.org.name,
			one.user.email,
			tokenWords(one, now),
		]);
	return table(['ALIAS', 'STATUS', 'ENV', 'DATA CENTER', 'ORG', 'USER', 'TOKEN'], cells, 150);
}

/** Every file of the data folder, searched byte by byte. */
function filesWith(home: string, secrets: readonly string[]): readonly string[] {
	const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	return files
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => secrets.some((secret) => readFileSync(path).includes(secret)));
}

const vault = await demoVault();
console.log(`Latchkey demo. Secrets: ${vault.backend}. Nothing here is a real org, and nothing is left behind.\n`);
const world = await demoWorld(vault);
const { core, crm, home } = world;
const seen: string[] = Object.values(crm.apiClient.secrets);
try {
	await step('The practice CRM runs, one port a data center', async () =>
		crm.dataCenters.map(({ id, accountsUrl }) => `${id.padEnd(14)}${accountsUrl}`),
	);
	await step('Connect Acme in Europe: browser, consent, loopback, PKCE', async () => {
		const connection = await world.connect('acme', 'practice-eu', 'acme', 'Acme');
		return [`${connection.alias}: ${connection.org.name}, ${connection.environment}, ${connection.user.email}`];
	});
	await step('Connect Initech, begun in Europe by mistake', async () => {
		const connection = await world.connect('initech', 'practice-eu', 'initech', 'Initech');
		return [`${connection.alias}: found in ${connection.dataCenter} by itself`];
	});
	await step('List them: no network, no keychain', async () => {
		const before = crm.requests.length;
		const lines = rows(world);
		if (crm.requests.length !== before) throw new Error('listing made a network call');
		return lines;
	});
	await step('Export an access token, from the cache', async () => {
		const before = crm.requests.length;
		const token = await core.connections.token('acme', 300);
		if (crm.requests.length !== before) throw new Error('a live token was not taken from the cache');
		seen.push(token.accessToken.reveal());
		return [`${masked(token.accessToken.reveal())}, lives until ${token.expiresAt.toTimeString().slice(0, 5)}`];
	});
	await step('Refresh: a new access token', async () => {
		await core.connections.refresh('acme');
		const token = (await core.connections.token('acme', 300)).accessToken.reveal();
		if (seen.includes(token)) throw new Error('the token is the old one');
		seen.push(token);
		return [masked(token)];
	});
	await step('The customer removes the app in Zoho; the next refresh is refused', async () => {
		await crm.revokeEverywhere('anna.keller@example.test');
		return [await refused(core.connections.refresh('acme')), statusWords(core.connections.get('acme'), new Date())];
	});
	await step('Re-authenticate in place', async () => {
		const { id } = core.connections.get('acme');
		const connection = await world.reauth('acme', 'acme');
		if (connection.id !== id) throw new Error('the id changed');
		return [`${connection.alias}: same id, ${statusWords(connection, new Date())}`];
	});
	await step('Signing in to another org by mistake changes nothing', async () => [
		await refused(world.reauth('acme', 'globex')),
	]);
	if (values.screenshots) {
		const { takeScreenshots } = await import('./screenshots.ts');
		await step(`Pictures of the window in ${values.screenshots}`, () => takeScreenshots(values.screenshots ?? '.'));
	}
	await step('Revoke at Zoho, then here', async () => {
		await core.connections.revoke('acme');
		return [statusWords(core.connections.get('acme'), new Date()), await refused(core.connections.token('acme', 300))];
	});
	await step('No token and no client secret in any file', async () => {
		const found = filesWith(home, seen);
		if (found.length > 0) throw new Error(`secrets in ${found.join(', ')}`);
		return [`${seen.length} secrets searched for`];
	});
} finally {
	await world.end();
}
console.log(
	`\n${steps} steps in ${((performance.now() - began) / 1000).toFixed(1)} s. Secrets were kept in: ${vault.backend}.`,
);
