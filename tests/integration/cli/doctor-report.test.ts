import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { afterAll, describe, expect, it } from 'vitest';
import { type RunOptions, removeBuiltCli } from './cli-harness.ts';
import { noBus, plain } from './doctor-lab.ts';
import { inStore, noKeyring, openLab } from './lab.ts';
import { onTerminal } from './on-terminal.ts';

afterAll(removeBuiltCli);

describe.skipIf(noKeyring)('what doctor writes', { timeout: 60_000 }, () => {
	it('writes a report for somebody else: closed to others, no secret, no name, and it says what it holds', async () => {
		const lab = await openLab();
		const { cli, clientSecret } = lab;
		await lab.connect('acme-gmbh', 'acme');
		await cli.json(['edit', 'acme-gmbh', '--customer', 'Acme Holding', '--tag', 'viptag', '--notes', 'secret-notes']);
		const { data } = await cli.json<{ org: { id: string; name: string }; user: { email: string; name: string } }>([
			'show',
			'acme-gmbh',
		]);
		const token = (await cli.run(['token', 'acme-gmbh'])).stdout.trim();
		const rows = inStore(cli, (store) =>
			store.prepare("SELECT ref FROM vault_entry WHERE kind <> 'canary'").pluck().all(),
		);
		const held = await Promise.all((rows as string[]).map((ref) => keytar.getPassword('Latchkey', ref)));
		const secrets = held
			.flatMap((entry) => Object.values<string>(JSON.parse(entry ?? '{}')))
			.filter((one) => one.length > 20);
		expect(secrets.length).toBeGreaterThan(2);
		const names = [
			'acme',
			'Acme',
			'agency',
			'viptag',
			'secret-notes',
			data.org.id,
			data.org.name,
			data.user.email,
			data.user.name,
		];
		const places = [cli.home, 'localhost', '127.0.0.1', 'proxy.corp', 'Lab lab', String(lab.redirectPort - 1)];

		const report = join(cli.home, 'report.md');
		const check = async (env: RunOptions['env']) => {
			await cli.run(['doctor', '--bundle', report, '--yes'], { env: { ...plain, ...env } });
			const text = readFileSync(report, 'utf8');
			expect(statSync(report).mode & 0o777).toBe(0o600);
			for (const hidden of [token, clientSecret, ...secrets, ...names, ...places]) {
				expect(text).not.toContain(hidden);
				expect(text).not.toContain(Buffer.from(hidden).toString('base64').replace(/=+$/, ''));
			}
			expect(text).toMatch(/^It holds: .*\n\nIt leaves out: every token and client secret/m);
			return text;
		};
		expect(await check({})).toContain('- **ok** network: data center 1: host 1 answers (http on this machine)');
		// Everything broken at once: errors quote paths and names.
		for (const ref of rows as string[]) await keytar.deletePassword('Latchkey', ref);
		chmodSync(join(cli.home, 'locks'), 0o755);
		await lab.crm.close();
		expect(
			await check({ HTTPS_PROXY: 'http://me:hunter2@proxy.corp:3128', NO_PROXY: 'localhost,127.0.0.1' }),
		).toContain('- **fail** entries: The keychain has no entry for connection 1, the client secret of API client 1');
		await check(noBus);
		inStore(cli, (store) => store.pragma('user_version = 99'));
		expect(await check({})).toContain('- **fail** database: STORE_NEWER');
		const taken = await cli.json(['doctor', '--bundle', report], 2);
		expect(taken.error?.message).toContain('--yes replaces it');
	});

	it.skipIf(process.platform === 'win32')('fits a terminal of 80 columns and draws no colours', async () => {
		const lab = await openLab();
		await lab.connect('acme');
		const { shown } = await onTerminal(lab.cli, ['doctor', '--offline']);
		const lines = shown.split('\n').filter((line) => line.startsWith('ok') || line.startsWith(' '));
		expect(lines.length).toBeGreaterThan(9);
		expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
		expect(shown).not.toContain('\u001b');
	});
});
