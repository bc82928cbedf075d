import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished } from 'vitest';
import { takeSums } from '../../../src/core/adapters/sqlite/row-sums.ts';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { type PracticeCrm, startPractice } from '../../../src/practice/start-practice.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { freePort } from '../core/free-port.ts';
import { Cli, envelopeOf, type Running } from './cli-harness.ts';

/** Tests that store secrets need a real, unlocked keyring (tests/support/with-keyring.sh). */
export const noKeyring = !process.env.KEYRING_PID;

/** The built CLI beside a CRM that it knows as data centers of its own, with one API client. */
export interface Lab {
	readonly cli: Cli;
	readonly crm: PracticeCrm;
	readonly clientSecret: string;
	readonly redirectPort: number;
	/** Starts `connect`; extra arguments follow the usual ones. */
	connecting(...more: string[]): Running;
	/** Connects an org of the EU lab. */
	connect(alias: string, org?: string): Promise<ConnectionView>;
	/** Calls to the token endpoint so far. */
	tokenCalls(): number;
	/** What the CLI says is saved: connections and API clients. */
	saved(): Promise<readonly unknown[]>;
	/** What a sign-in left half-done in the store: sign-ins under way, keychain entries that nobody holds. */
	leftovers(): readonly unknown[];
	/** Makes every connection need a new access token. */
	dropAccessTokens(): unknown;
}

/** A CRM in the locations eu and in, made known by the forms that scripts rely on: `lab` and `lab-in`, API client `agency`. */
export async function openLab({ deviceIntervalSeconds = 30 } = {}): Promise<Lab> {
	const cli = await Cli.open();
	const crm = await startPractice({ basePort: 0, locations: ['eu', 'in'], deviceIntervalSeconds });
	onTestFinished(() => crm.close());
	const redirectPort = await freePort();
	const clientSecret = randomBytes(21).toString('hex');
	const redirectUri = `http://localhost:${redirectPort}/callback`;
	crm.addApiClient({ name: 'agency', clientId: '1000.LABCLIENT', redirectUris: [redirectUri], secrets: clientSecret });
	const [eu, india] = crm.dataCenters;
	for (const [id, one] of [['lab', eu] as const, ['lab-in', india] as const]) {
		const urls = ['--accounts-url', one?.accountsUrl ?? '', '--api-url', one?.apiUrl ?? ''];
		expect(await cli.run(['data-center', 'add', '--id', id, '--name', `Lab ${id}`, ...urls])).toMatchObject({
			code: 0,
		});
	}
	const names = ['--name', 'agency', '--client-id', '1000.LABCLIENT', '--redirect-uri', redirectUri];
	const added = await cli.run(['api-client', 'add', ...names, '--secret-stdin'], { input: `${clientSecret}\n` });
	expect(added).toMatchObject({ code: 0 });

	const connecting = (...more: string[]) =>
		cli.start([
			'connect',
			'--api-client',
			'agency',
			...(more.includes('--data-center') ? [] : ['--data-center', 'lab']),
			'--no-browser',
			...more,
		]);
	return {
		cli,
		crm,
		clientSecret,
		redirectPort,
		connecting,
		connect: async (alias, org = 'acme') => {
			const running = connecting('--alias', alias, '--json');
			await followConsent(await running.url(), { org });
			const ran = await running.ended;
			expect(ran).toMatchObject({ code: 0 });
			return envelopeOf<ConnectionView>(ran).data;
		},
		tokenCalls: () => crm.requests.filter(({ path }) => path === '/oauth/v2/token').length,
		saved: () => Promise.all([['list'], ['api-client', 'list']].map((args) => cli.json(args))),
		leftovers: () =>
			inStore(cli, (store) => [
				...store.prepare('SELECT stage FROM sign_in').all(),
				...store.prepare("SELECT kind, state FROM vault_entry WHERE state <> 'live'").all(),
			]),
		dropAccessTokens: () => inStore(cli, (store) => store.prepare('DELETE FROM access_token').run()),
	};
}

/** Reads or changes the CLI's database behind its back, as if Latchkey itself had written it. */
export function inStore<Result>(cli: Cli, act: (store: Database.Database) => Result): Result {
	const store = new Database(join(cli.home, 'latchkey.db'));
	try {
		const result = act(store);
		if (store.prepare('SELECT total_changes()').pluck().get() !== 0) takeSums(store);
		return result;
	} finally {
		store.close();
	}
}
