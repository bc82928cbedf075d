import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { envelopeOf, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';
import { customer, heldTokens, isAlive, labWithCustomer, type Offboarded, ofCustomer, proved } from './offboard-lab.ts';

afterAll(removeBuiltCli);

describe.skipIf(noKeyring)('an offboarding that could not end', { timeout: 60_000 }, () => {
	it('names what Zoho could not confirm, ends with 7, and goes on where it stopped', async () => {
		const lab = await labWithCustomer();
		const { cli, crm } = lab;
		const held = await heldTokens(lab);
		const aliases = ['acme', 'acme-box'];
		crm.faults.next({ path: '/oauth/v2/revoke/token', fault: 'html' });
		const report = join(cli.home, 'report.md');
		const args = ['offboard', '--customer', customer, '--yes', '--report', report, '--forget'];
		const first = await cli.json<Offboarded>(args, 7);
		expect(first.ok).toBe(false);
		const [queued] = first.data.connections.filter(({ error }) => error !== null);
		expect(queued?.error?.code).toBe('REVOKE_QUEUED');
		const alias = queued?.connection.alias ?? '';
		expect(aliases).toContain(alias);
		expect(first.data.left.filter(({ state }) => state === 'open')).toEqual([
			expect.objectContaining({
				what: `${alias}: its refresh token may work at Zoho`,
				next: `latchkey offboard --customer '${customer}'`,
			}),
		]);
		expect(readFileSync(report, 'utf8')).toContain('**Not complete.**');
		// The record of what is not revoked stays: it is all that can still revoke it.
		expect(first.data.connections.map(({ forgotten }) => forgotten).toSorted()).toEqual([false, true]);

		const second = await cli.json<Offboarded>(args);
		expect([second.data.complete, second.data.connections.length]).toEqual([true, 1]);
		expect(second.data.connections[0]).toMatchObject({ connection: { alias }, proof: proved, forgotten: true });
		// What the first run proved is not lost with its report.
		const [other = ''] = aliases.filter((one) => one !== alias);
		expect(second.data.earlier.map((one) => one.alias)).toEqual([other]);
		expect(second.data.audit.rows.filter(({ act }) => act === 'offboarded')).toHaveLength(2);
		expect(readFileSync(report, 'utf8')).toContain(`## Proved and forgotten in earlier runs\n\n- ${other}: `);
		for (const { refreshToken } of ofCustomer(held)) expect(await isAlive(lab, refreshToken)).toBe(false);
		for (const { ref } of ofCustomer(held)) expect(await keytar.getPassword('Latchkey', ref)).toBeNull();
		expect((await cli.json(args, 1)).error?.code).toBe('CUSTOMER_UNKNOWN');
	});

	it('finishes a sign-in that an ended process left, and revokes what came out of it', async () => {
		const lab = await openLab();
		const { cli, crm, connecting } = lab;
		const running = connecting('--alias', 'late', '--customer', customer, '--json');
		const url = await running.url();
		crm.faults.next({ path: '/crm/v8/org', times: 6, fault: 'html' });
		await followConsent(url, { org: 'acme' });
		expect(envelopeOf(await running.ended).error?.code).toBe('SIGN_IN_UNFINISHED');
		crm.faults.clear();
		expect((await cli.json<{ connections: unknown[] }>(['list'])).data.connections).toEqual([]);
		const { data } = await cli.json<Offboarded>(['offboard', '--customer', customer, '--yes']);
		expect(data.connections).toMatchObject([{ connection: { alias: 'late', status: 'revoked' }, proof: proved }]);
		expect(lab.leftovers()).toEqual([]);
	});

	it('does not call it done while a sign-in of the customer waits in the browser', async () => {
		const lab = await labWithCustomer();
		const running = lab.connecting('--alias', 'soon', '--customer', customer);
		await running.url();
		const { data } = await lab.cli.json<Offboarded>(['offboard', '--customer', customer, '--yes'], 1);
		expect(data.complete).toBe(false);
		expect(data.left.filter(({ state }) => state === 'open').map(({ what }) => what)).toEqual([
			'Sign-ins on their way (1)',
		]);
		running.child.kill('SIGINT');
		await running.ended;
		expect((await lab.cli.json<Offboarded>(['offboard', '--customer', customer, '--yes'])).data.complete).toBe(true);
	});

	it('after Ctrl-C ends what is under way, names what was not done, and the same command does the rest', async () => {
		const lab = await openLab();
		const { cli, crm } = lab;
		const aliases = Array.from({ length: 6 }, (_, n) => `acme-${n}`);
		for (const alias of aliases) {
			await lab.connect(alias);
			await cli.json(['edit', alias, '--customer', customer]);
		}
		crm.faults.next({ path: '/oauth/v2/revoke/token', times: 4, fault: { delayMs: 4_000 } });
		const report = join(cli.home, 'report.md');
		const running = cli.start(['offboard', '--customer', customer, '--yes', '--report', report, '--json']);
		const asked = () => crm.requests.filter(({ path }) => path.includes('revoke')).length;
		await expect.poll(asked, { timeout: 20_000 }).toBe(4);
		expect(readFileSync(report, 'utf8')).toBe('The offboarding was begun and has not ended.\n');
		running.child.kill('SIGINT');
		const ran = await running.ended;
		expect(ran.code, ran.stderr).toBe(2);
		const { data } = envelopeOf<Offboarded & { readonly notDone: readonly string[] }>(ran);
		expect([data.complete, data.connections.length, data.notDone]).toEqual([false, 4, ['acme-4', 'acme-5']]);
		expect(readFileSync(report, 'utf8')).toContain('- acme-4: not done. Next: the same command again');
		const again = await cli.json<Offboarded>(['offboard', '--customer', customer, '--yes', '--report', report]);
		expect(again.data.complete).toBe(true);
		expect(again.data.connections.map(({ proof }) => proof.refreshRefused)).toEqual([
			null,
			null,
			null,
			null,
			true,
			true,
		]);
		expect(asked()).toBe(6);
		expect(again.data.audit.rows.filter(({ act }) => act === 'offboarded')).toHaveLength(6);
		expect(readFileSync(report, 'utf8')).toContain('**Complete.** Zoho confirmed the revoke of 6 connections');
	});

	it('killed after Zoho said yes, the same command proves it', async () => {
		const lab = await labWithCustomer();
		const { cli, crm } = lab;
		const held = ofCustomer(await heldTokens(lab));
		// Zoho has said yes; the refresh that must be refused is not answered.
		const refreshes = () => crm.requests.filter(({ grantType }) => grantType === 'refresh_token').length;
		const before = refreshes();
		crm.faults.next({ path: '/oauth/v2/token', times: 2, fault: 'hang' });
		const running = cli.start(['offboard', '--customer', customer, '--yes']);
		await expect.poll(refreshes, { timeout: 20_000 }).toBe(before + 2);
		running.child.kill('SIGKILL');
		await running.ended;
		crm.faults.clear();
		for (const { refreshToken } of held) expect(await isAlive(lab, refreshToken)).toBe(false);
		const { connections } = (await cli.json<{ connections: { alias: string; status: string }[] }>(['list'])).data;
		const queued = connections.filter(({ status }) => status === 'revoke_queued').map(({ alias }) => alias);
		expect(queued).toEqual(['acme', 'acme-box']);
		const { data } = await cli.json<Offboarded>(['offboard', '--customer', customer, '--yes']);
		expect(data.connections.map(({ proof }) => proof)).toEqual([proved, proved]);
	});

	it('without a keychain revokes nothing, ends with 6, and says that nobody knows what is left', async () => {
		const lab = await labWithCustomer();
		const args = ['offboard', '--customer', customer, '--yes', '--forget'];
		const env = { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined };
		const { data } = await lab.cli.json<Offboarded>(args, 6, { env });
		expect(data.complete).toBe(false);
		expect(
			data.connections.map(({ error, forgotten, proof }) => [error?.code, forgotten, proof.keychainEntries]),
		).toEqual([
			['KEYCHAIN_UNAVAILABLE', false, null],
			['KEYCHAIN_UNAVAILABLE', false, null],
		]);
		expect((await lab.cli.json<Offboarded>(args)).data.complete).toBe(true);
	});

	it('names a connection whose secret is lost, and who can still end it', async () => {
		const lab = await labWithCustomer();
		const lost = (await heldTokens(lab)).find(({ owner }) => owner === 'acme');
		await keytar.deletePassword('Latchkey', lost?.ref ?? '');
		const { data } = await lab.cli.json<Offboarded>(['offboard', '--customer', customer, '--yes', '--forget'], 6);
		const open = data.left.filter(({ state }) => state === 'open');
		expect(open).toEqual([
			expect.objectContaining({
				what: 'acme: its refresh token may work at Zoho',
				next: expect.stringContaining('Connected Apps'),
			}),
		]);
		expect(data.connections.map(({ forgotten }) => forgotten)).toEqual([false, true]);
		expect(await isAlive(lab, lost?.refreshToken ?? '')).toBe(true);
	});
});
