import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { BundleRow } from '../../../src/core/usecases/bundle/import-bundle.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { Cli, removeBuiltCli } from './cli-harness.ts';
import { noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

const input = 'correct horse battery staple';
interface Imported {
	readonly connections: readonly BundleRow[];
	readonly results: readonly { readonly ok: boolean; readonly connection?: ConnectionView }[];
}

describe.skipIf(noKeyring)('a bundle', () => {
	it('takes connections to another computer; with secrets they work there, without they need one sign-in', async () => {
		const lab = await openLab();
		await lab.connect('acme', 'acme-sandbox');
		await lab.connect('globex', 'globex');
		const [eu] = lab.crm.dataCenters;
		const given = { input };
		const exporting = ['export', 'bundle', '--bundle-passphrase-stdin'];
		const without = join(lab.cli.home, 'without.bundle');
		const withSecrets = join(lab.cli.home, 'with.bundle');
		expect((await lab.cli.json([...exporting, without, '--with-secrets'], 2, given)).error?.code).toBe('USAGE');
		expect((await lab.cli.json([...exporting, without], 2, { input: 'short' })).error?.code).toBe('USAGE');
		const plain = await lab.cli.run([...exporting, without], given);
		expect(plain).toMatchObject({ code: 0, stderr: '' });
		expect(plain.stdout).toContain('2 connections, 1 API client, without secrets');
		expect((await lab.cli.json([...exporting, without], 2, given)).error?.message).toContain('is there already');
		const full = await lab.cli.json([...exporting, withSecrets, '--with-secrets', '--yes'], 0, given);
		expect(full.data).toMatchObject({ connections: 2, refreshTokens: 2, clientSecrets: 1 });
		for (const file of [without, withSecrets]) {
			expect(statSync(file).mode & 0o077).toBe(0);
			for (const text of [lab.clientSecret, 'acme', 'globex']) expect(readFileSync(file).includes(text)).toBe(false);
		}

		const importing = ['import', 'bundle', '--bundle-passphrase-stdin'];
		for (const [file, status] of [
			[without, 'needs_reauth'],
			[withSecrets, 'unverified'],
		] as const) {
			const other = await Cli.open();
			// Its data center is nobody's there: without a word of trust nothing is imported.
			const distrusted = await other.json<Imported>([...importing, file, '--yes'], 0, given);
			expect(distrusted.data.results).toEqual([]);
			expect(distrusted.warnings[0]).toContain('"lab" is not trusted here');
			const hosts = ['--accounts-url', eu?.accountsUrl ?? '', '--api-url', eu?.apiUrl ?? ''];
			await other.run(['data-center', 'add', '--id', 'lab', '--name', 'Lab', ...hosts]);
			const seen = await other.run([...importing, file], given);
			expect(seen.code).toBe(0);
			expect(seen.stderr).toContain('Say --yes to import 2 connections.');
			const one = await other.json<Imported>([...importing, file, '--only', '1', '--yes'], 0, given);
			expect(one.data.results).toMatchObject([{ ok: true, connection: { alias: 'acme', status } }]);
			const rest = await other.run([...importing, file, '--yes'], given);
			expect(rest.stdout).toMatch(/^globex: imported; next: latchkey (reauth|check) globex\n$/);
			const again = await other.json<Imported>([...importing, file, '--yes'], 0, given);
			expect(again.data.connections.map(({ state, as }) => [state, as])).toEqual([
				['held', 'acme'],
				['held', 'globex'],
			]);
			const token = await other.json(['token', 'acme'], status === 'unverified' ? 0 : 4);
			expect(token.error?.code ?? 'ok').toBe(status === 'unverified' ? 'ok' : 'NEEDS_REAUTH');
		}
	}, 60_000);

	it('M01, M04: that is damaged, of another passphrase, too large or none at all changes nothing', async () => {
		const { cli } = await openLab();
		const file = join(cli.home, 'x.bundle');
		await cli.run(['export', 'bundle', file, '--bundle-passphrase-stdin'], { input });
		const before = await cli.json(['list']);
		const importing = ['import', 'bundle', '--bundle-passphrase-stdin', '--yes'];
		const refused = async (path: string, passphrase = input) => {
			const { error } = await cli.json([...importing, path], 1, { input: passphrase });
			expect(error?.hint.includes('passphrase')).toBe(error?.code === 'BUNDLE_CLOSED');
			return `${error?.code} ${error?.message}`;
		};
		expect(await refused(file, 'another passphrase')).toMatch(/^BUNDLE_CLOSED .* passphrase is another one, or/);
		writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20));
		expect(await refused(file)).toMatch(/^BUNDLE_CLOSED .* passphrase is another one, or the file is damaged/);
		writeFileSync(file, 'latchkey-bundle 2\n');
		expect(await refused(file)).toMatch(/^BUNDLE_REFUSED .*a newer Latchkey/);
		writeFileSync(file, Buffer.alloc(21 * 1024 * 1024));
		expect(await refused(file)).toMatch(/^BUNDLE_REFUSED .*larger than 20 MB/);
		writeFileSync(file, 'name,city\n');
		// Nobody is asked for the passphrase of what is no bundle.
		expect(await refused(file, '')).toMatch(/^BUNDLE_REFUSED .*it is no bundle of Latchkey/);
		expect(await refused(join(cli.home, 'nothing'))).toMatch(/^FILE_UNREADABLE .*there is no such file/);
		expect(await refused(cli.home)).toMatch(/^FILE_UNREADABLE .*it is a folder/);
		chmodSync(file, 0o000);
		if (process.getuid?.() !== 0 && process.platform !== 'win32')
			expect(await refused(file)).toMatch(/^FILE_UNREADABLE .*its permissions do not allow it/);
		expect(await cli.json(['list'])).toEqual(before);
	});
});
