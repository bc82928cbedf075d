import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';
import { onTerminal } from './on-terminal.ts';

afterAll(removeBuiltCli);

/** Two connections that hold one refresh token, and one of another org. */
async function openSharing() {
	const lab = await openLab();
	const { cli } = lab;
	await lab.connect('acme');
	await lab.connect('globex', 'globex');
	const file = join(cli.home, 'plain.txt');
	await cli.json(['export', 'sdk-store', 'acme', '--file', file, '--yes']);
	const tokens = readFileSync(file, 'utf8').match(/1000\.[0-9a-f]{32}\.[0-9a-f]{32}/g) ?? [];
	const at = ['--api-client', 'agency', '--data-center', 'lab'];
	const again = ['connect', ...at, '--refresh-token-stdin', '--alias', 'acme-2', '--customer', 'Acme'];
	for (const input of new Set(tokens)) await cli.run(again, { input });
	const statuses = async () =>
		(await cli.json<{ connections: readonly ConnectionView[] }>(['list'])).data.connections.map(
			({ alias, status }) => `${alias} ${status}`,
		);
	expect(await statuses()).toEqual(['acme connected', 'acme-2 connected', 'globex connected']);
	return { ...lab, statuses };
}

const told = '"acme-2" has the same refresh token as "acme": revoking one ends both.';

describe.skipIf(noKeyring)('connections that hold the same refresh token', () => {
	it('are named before one of them is revoked, which needs a yes, and then are revoked both', async () => {
		const { cli, statuses } = await openSharing();
		const planned = await cli.json<{ results: unknown[] }>(['revoke', 'acme', '--dry-run']);
		expect(planned.warnings).toEqual([told]);
		expect(planned.data.results).toMatchObject([{ target: 'acme', would: 'revoke, and with it acme-2' }]);
		expect((await cli.json(['revoke', 'globex', '--dry-run'])).warnings).toEqual([]);
		const refused = await cli.json(['revoke', 'acme'], 2);
		expect(refused.error?.message).toContain('acme-2 would end with it.');
		expect(refused.warnings).toEqual([told]);
		expect(await statuses()).toEqual(['acme connected', 'acme-2 connected', 'globex connected']);
		expect((await cli.json(['revoke', 'acme', '--yes', '--prove'])).warnings).toEqual([told]);
		expect(await statuses()).toEqual(['acme revoked', 'acme-2 revoked', 'globex connected']);
		expect((await cli.json(['token', 'acme-2'], 4)).error?.code).toBe('CONNECTION_REVOKED');
	});

	it('are both done where both were named', async () => {
		const { cli, statuses } = await openSharing();
		const { data, warnings } = await cli.json<{ results: readonly { ok: boolean }[] }>([
			...['revoke', '--all', '--yes'],
		]);
		expect(data.results.map(({ ok }) => ok)).toEqual([true, true, true]);
		expect(warnings).toEqual([]);
		expect(await statuses()).toEqual(['acme revoked', 'acme-2 revoked', 'globex revoked']);
	});

	it('of another customer are named before an offboarding', async () => {
		const { cli, statuses } = await openSharing();
		const offboarding = ['offboard', '--customer', 'Acme'];
		const planned = await cli.run([...offboarding, '--dry-run']);
		expect(planned.stderr).toBe('warning: "acme" has the same refresh token as "acme-2": revoking one ends both.\n');
		expect(planned.stdout).toContain('acme-2: would revoke, and with it acme, delete its keychain entry');
		await cli.run([...offboarding, '--yes']);
		expect(await statuses()).toEqual(['acme revoked', 'acme-2 revoked', 'globex connected']);
	});

	it.skipIf(process.platform !== 'linux')('stand in the question on a terminal', async () => {
		const { cli, statuses } = await openSharing();
		const no = await onTerminal(cli, ['revoke', 'acme'], [/\[y\/N\]/, 'n\r']);
		expect(no.code).toBe(2);
		expect(no.shown).toContain('Revoke acme (Acme GmbH, PROD), and with it acme-2? Programs that use them stop');
		expect(await statuses()).toContain('acme connected');
	});
});
