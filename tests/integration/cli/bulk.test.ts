import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { envelopeOf, type Running, removeBuiltCli } from './cli-harness.ts';
import { type Lab, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

interface Results {
	readonly results: readonly {
		readonly target: string;
		readonly ok: boolean;
		readonly skipped?: true;
		readonly connection?: ConnectionView;
		readonly error?: { readonly code: string };
	}[];
}

const brief = ({ results }: Results) =>
	results.map(({ target, ok, skipped, error }) => [target, skipped ? 'skipped' : ok ? 'done' : error?.code]);

const statuses = async ({ cli }: Lab) =>
	(await cli.json<{ connections: readonly ConnectionView[] }>(['list'])).data.connections.map(({ status }) => status);

const calls = ({ crm }: Lab, kind: 'refresh' | 'revoke') =>
	crm.requests.filter(({ path, grantType }) =>
		kind === 'refresh' ? grantType === 'refresh_token' : path.includes('revoke'),
	).length;

/** As the terminal does it: the CLI and the processes that it started hear of it. */
function ctrlC({ child }: Running): void {
	const { pid = 0 } = child;
	const started = process.platform === 'linux' ? readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8') : '';
	for (const one of [...started.trim().split(' ').filter(Boolean).map(Number), pid]) process.kill(one, 'SIGINT');
}

async function labWith(count: number) {
	const lab = await openLab();
	const aliases = Array.from({ length: count }, (_, n) => `org-${n}`);
	for (const alias of aliases) await lab.connect(alias);
	return { lab, aliases };
}

describe.skipIf(noKeyring)('many connections at once', () => {
	it('R06, V04: are refreshed four at a time; Ctrl-C lets those under way end and names the rest', async () => {
		const { lab, aliases } = await labWith(6);
		const { cli, crm } = lab;
		for (const args of [[], ['--json']]) {
			const before = calls(lab, 'refresh');
			crm.faults.next({ path: '/oauth/v2/token', times: 6, fault: { delayMs: 1_500 } });
			const running = cli.start(['refresh', '--all', ...args]);
			await expect.poll(() => calls(lab, 'refresh') - before, { timeout: 10_000 }).toBe(4);
			ctrlC(running);
			const ran = await running.ended;
			crm.faults.clear();
			expect(ran.code, ran.stderr).toBe(2);
			expect(calls(lab, 'refresh') - before).toBe(4);
			if (args.length > 0) {
				const ends = aliases.map((alias, n) => [alias, n < 4 ? 'done' : 'CANCELLED']);
				expect(brief(envelopeOf<Results>(ran).data)).toEqual(ends);
				continue;
			}
			expect(ran.stdout.split('\n').filter(Boolean).sort()).toEqual(
				aliases.slice(0, 4).map((alias) => expect.stringMatching(`^${alias}: Connected, checked just now`)),
			);
			expect(ran.stderr).toContain('Not done: org-4, org-5.\n');
		}
		expect(await statuses(lab)).toEqual(aliases.map(() => 'connected'));
		expect(lab.leftovers()).toEqual([]);
	});

	it('V04: are revoked one result each; a failure stops no other, and the same command again does none twice', async () => {
		const { lab } = await labWith(3);
		const { cli, crm } = lab;
		crm.faults.next({ path: '/oauth/v2/revoke/token', fault: 'html' });
		const first = await cli.json<Results>(['revoke', '--all', '--yes'], 7);
		const ends = brief(first.data).map(([, end]) => end);
		expect(ends.sort()).toEqual(['REVOKE_QUEUED', 'done', 'done']);
		expect(calls(lab, 'revoke')).toBe(3);
		const again = await cli.json<Results>(['revoke', '--all', '--yes']);
		expect(brief(again.data)).toEqual(
			brief(first.data).map(([alias]) => {
				const wasDone = first.data.results.some(({ target, ok }) => target === alias && ok);
				return [alias, wasDone ? 'skipped' : 'done'];
			}),
		);
		expect(calls(lab, 'revoke')).toBe(4);
		expect(await statuses(lab)).toEqual(['revoked', 'revoked', 'revoked']);
		const third = await cli.run(['revoke', '--all']);
		expect(third).toMatchObject({ code: 0, stderr: '' });
		expect(third.stdout.split('\n').filter(Boolean).sort()).toEqual(
			[0, 1, 2].map((n) => expect.stringMatching(`^org-${n}: Revoked on .*; skipped$`)),
		);
		expect(calls(lab, 'revoke')).toBe(4);
	});

	it('are revoked without a person only with --yes, and one that is named twice once', async () => {
		const { lab } = await labWith(2);
		const { cli } = lab;
		const { data } = await cli.json<ConnectionView>(['show', 'org-0']);
		for (const which of [['--all'], ['org-0', 'org-1'], ['--data-center', 'lab'], ['--status', 'connected']]) {
			const { error } = await cli.json(['revoke', ...which], 2);
			expect(error).toMatchObject({ code: 'USAGE', message: expect.stringContaining('say --yes') });
		}
		expect(calls(lab, 'revoke')).toBe(0);
		expect(await cli.run(['revoke', '--customer', 'nobody'])).toMatchObject({
			code: 0,
			stdout: '',
			stderr: 'No connection matches.\n',
		});
		const named = await cli.json<Results>(['revoke', 'nobody', 'org-0', 'ORG-0', data.id, '--yes'], 1);
		expect(brief(named.data)).toEqual([
			['nobody', 'CONNECTION_UNKNOWN'],
			['org-0', 'done'],
		]);
		expect(calls(lab, 'revoke')).toBe(1);
		// Each failure has its next step, as where one alone is asked for.
		expect((await cli.run(['revoke', 'nobody', 'org-0', '--yes'])).stderr).toBe(
			'nobody: No connection is called "nobody". (CONNECTION_UNKNOWN)\n  `latchkey list` shows every alias and id.\n',
		);
		expect(await statuses(lab)).toEqual(['revoked', 'connected']);
	});
});
