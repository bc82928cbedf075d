import { afterAll, describe, expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { envelopeOf, type Running, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';
import { onTerminal } from './on-terminal.ts';

afterAll(removeBuiltCli);

interface Results {
	readonly results: readonly {
		readonly target: string;
		readonly ok: boolean;
		readonly connection?: ConnectionView;
		readonly error?: { readonly code: string };
	}[];
}

const ends = ({ results }: Results) => results.map(({ target, ok, error }) => [target, ok ? 'done' : error?.code]);

const orgs = ['acme', 'acme-sandbox', 'globex'] as const;

/** Three connections, the first two of which need re-authentication. */
async function labInNeed() {
	const lab = await openLab();
	const ids: string[] = [];
	for (const org of orgs) ids.push((await lab.connect(org, org)).id);
	await lab.crm.revokeEverywhere('anna.keller@example.test');
	await lab.cli.run(['refresh', '--all']);
	const statuses = async () =>
		(await lab.cli.json<{ connections: readonly ConnectionView[] }>(['list'])).data.connections.map(
			({ alias, status }) => [alias, status],
		);
	expect(await statuses()).toEqual([
		['acme', 'needs_reauth'],
		['acme-sandbox', 'needs_reauth'],
		['globex', 'connected'],
	]);
	return { ...lab, ids, statuses };
}

/** The address of the n-th sign-in of a run. */
async function urlOf(running: Running, n: number): Promise<string> {
	const urls = () =>
		running
			.stderr()
			.split('\n')
			.slice(0, -1)
			.filter((line) => line.startsWith('http'));
	await expect.poll(() => urls().length, { timeout: 20_000 }).toBe(n);
	return urls()[n - 1] ?? '';
}

const inNeed = ['reauth', '--status', 'needs-reauth', '--no-browser'];

describe.skipIf(noKeyring)('reauth of several', () => {
	it('signs in one after the other, counts them, and ends with a result each', async () => {
		const { cli, ids, statuses } = await labInNeed();
		const plan = await cli.run(['reauth', '--status', 'needs-reauth', '--dry-run']);
		expect(plan).toMatchObject({
			code: 0,
			stdout: 'acme: would sign in again (Acme GmbH, PROD)\nacme-sandbox: would sign in again (Acme GmbH, sandbox)\n',
		});
		const running = cli.start(inNeed);
		for (const [at, org] of orgs.slice(0, 2).entries()) await followConsent(await urlOf(running, at + 1), { org });
		const ran = await running.ended;
		expect(ran).toMatchObject({
			code: 0,
			stdout: 'acme: Connected, checked just now\nacme-sandbox: Connected, checked just now\n',
		});
		expect(ran.stderr.split('\n').filter((line) => / of \d+: /.test(line))).toEqual([
			'1 of 2: acme (Acme GmbH, PROD)',
			'2 of 2: acme-sandbox (Acme GmbH, sandbox)',
		]);
		expect((await statuses()).map(([, status]) => status)).toEqual(['connected', 'connected', 'connected']);
		const shown = await cli.json<Results>(['show', '--all']);
		expect(shown.data.results.map(({ connection }) => connection?.id)).toEqual(ids);
		expect(await cli.run(inNeed)).toMatchObject({ code: 0, stdout: '', stderr: 'No connection matches.\n' });
	});

	it('goes on past one that fails', async () => {
		const { cli, statuses } = await labInNeed();
		const running = cli.start(['reauth', 'nobody', 'acme', 'acme-sandbox', '--no-browser', '--json']);
		await followConsent(await urlOf(running, 1), { org: 'acme', decline: true });
		await followConsent(await urlOf(running, 2), { org: 'acme-sandbox' });
		const ran = await running.ended;
		expect(ran.code).toBe(1);
		expect(ends(envelopeOf<Results>(ran).data)).toEqual([
			['nobody', 'CONNECTION_UNKNOWN'],
			['acme', 'SIGN_IN_DENIED'],
			['acme-sandbox', 'done'],
		]);
		expect((await statuses()).slice(0, 2)).toEqual([
			['acme', 'needs_reauth'],
			['acme-sandbox', 'connected'],
		]);
	});

	it('ends at Ctrl-C: what is done stays done, what waits is cancelled, the rest is named and not begun', async () => {
		const { cli, crm, statuses, leftovers } = await labInNeed();
		const running = cli.start(['reauth', 'acme', 'acme-sandbox', 'globex', '--no-browser']);
		await followConsent(await urlOf(running, 1), { org: 'acme' });
		await urlOf(running, 2);
		await expect.poll(() => running.stderr().match(/^Waiting/gm)?.length).toBe(2);
		const requests = crm.requests.length;
		running.child.kill('SIGINT');
		const ran = await running.ended;
		expect(ran).toMatchObject({ code: 2, stdout: 'acme: Connected, checked just now\n' });
		expect(ran.stderr).toContain('acme-sandbox: The sign-in was cancelled. Nothing was saved. (SIGN_IN_CANCELLED)\n');
		expect(ran.stderr).toMatch(/\nNot done: globex\.\n$/);
		expect(crm.requests).toHaveLength(requests);
		expect(await statuses()).toEqual([
			['acme', 'connected'],
			['acme-sandbox', 'needs_reauth'],
			['globex', 'connected'],
		]);
		expect(leftovers()).toEqual([]);
	});

	it('takes no single secret for several, and leaves out what is revoked unless it is asked for', async () => {
		const { cli } = await labInNeed();
		await cli.json(['revoke', 'globex']);
		for (const way of ['--code-stdin', '--refresh-token-stdin']) {
			const { error } = await cli.json(['reauth', 'acme', 'globex', way], 2, { input: 'secret' });
			expect(error?.message).toContain(`${way} is for one connection.`);
		}
		const would = async (...which: string[]) =>
			(await cli.json<Results>(['reauth', ...which, '--dry-run'])).data.results.map(({ target }) => target);
		expect(await would('--all')).toEqual(['acme', 'acme-sandbox']);
		expect(await would('--status', 'REVOKED')).toEqual(['globex']);
		const scopes = await cli.run(['reauth', 'acme', '--scope', 'ZohoCRM.modules.ALL', '--dry-run']);
		expect(scopes.stdout).toContain('would sign in again with other scopes: + ZohoCRM.modules.ALL, - ');
	});

	it.skipIf(process.platform !== 'linux')('asks once about more scopes, for all of them', async () => {
		const { cli, crm } = await labInNeed();
		const requests = crm.requests.length;
		const no = await onTerminal(cli, [...inNeed, '--scope', 'ZohoCRM.modules.ALL'], [/\[y\/N\]/, 'n\r']);
		expect(no).toMatchObject({ code: 2, shown: expect.stringContaining('(CANCELLED)') });
		expect(no.shown).toMatch(/acme:\n {2}\+ Read, change and delete all modules.*acme-sandbox:\n {2}\+ /s);
		expect(no.shown).toContain('These connections may do more than before. Go on?');
		expect(crm.requests).toHaveLength(requests);
	});
});
