import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import type { ConnectionView } from '../../../src/shared/views.ts';
import { fieldText, readCsv } from '../../unit/core/export/read-csv.ts';
import { Cli, removeBuiltCli } from './cli-harness.ts';
import { inStore, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

interface Log {
	readonly entries: readonly { readonly at: string; readonly act: string; readonly alias: string | null }[];
	readonly matching: number;
	readonly firstBreak: number | null;
}

describe.skipIf(noKeyring)('edit', () => {
	it('changes what is named, leaves the rest, and asks nobody', async () => {
		const { cli, connect, crm } = await openLab();
		const before = await connect('acme');
		const calls = crm.requests.length;
		const noKeychain = { env: { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined } };
		const edit = async (...args: string[]) =>
			(await cli.json<ConnectionView>(['edit', before.id, ...args], 0, noKeychain)).data;
		const labels = ['--tag', 'Vip', '--tag', 'emea', '--colour', 'RED', '--notes', 'a\nb', '--pin'];
		expect(await edit('--customer', 'Acme GmbH', ...labels)).toEqual({
			...before,
			customer: 'Acme GmbH',
			tags: ['vip', 'emea'],
			colour: 'red',
			notes: 'a\nb',
			pinned: true,
		});
		expect(await edit('--alias', 'acme-1')).toMatchObject({
			alias: 'acme-1',
			customer: 'Acme GmbH',
			tags: ['vip', 'emea'],
		});
		expect((await cli.run(['show', 'acme-1'])).stdout).toMatch(
			/Tags: +vip, emea\nColour: +red\nPinned: +yes\nNotes: +a\\u\{a\}b\n/,
		);
		expect(await edit('--no-customer', '--no-tags', '--no-colour', '--no-notes', '--unpin', '--alias', 'acme')).toEqual(
			before,
		);
		expect(crm.requests).toHaveLength(calls);
	});

	it('refuses what cannot be, and changes nothing then', async () => {
		const { cli, connect } = await openLab();
		const before = await connect('acme');
		await connect('globex', 'globex');
		for (const [args, code, name] of [
			[[], 2, 'USAGE'],
			[['--tag', 'a', '--no-tags'], 2, 'USAGE'],
			[['--pin', '--unpin'], 2, 'USAGE'],
			[['--tag', 'two words'], 2, 'LABEL_REFUSED'],
			[['--colour', 'mauve', '--alias', 'new'], 2, 'USAGE'],
			[['--alias', 'GLOBEX', '--pin'], 1, 'ALIAS_TAKEN'],
			[['--alias', 'two words'], 2, 'ALIAS_REFUSED'],
		] as const) {
			expect((await cli.json(['edit', 'acme', ...args], code)).error?.code, args.join(' ')).toBe(name);
		}
		expect((await cli.json<ConnectionView>(['show', 'acme'])).data).toMatchObject(before);
	});

	it('makes tags by which connections are listed and worked on', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		await connect('globex', 'globex');
		await cli.json(['edit', 'globex', '--tag', 'vip']);
		expect((await cli.run(['list', '--tag', 'VIP'])).stdout).toMatch(/^globex\t[^\n]*\n$/);
		expect((await cli.run(['check', '--tag', 'vip'])).stdout).toMatch(/^globex: Connected[^\n]*\n$/);
		expect(await cli.run(['list', '--tag', 'none'])).toMatchObject({ code: 0, stdout: '' });
	});

	it('keeps connections apart by environment', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		await connect('trial', 'acme-sandbox');
		expect((await cli.run(['list', '--environment', 'sandbox'])).stdout).toMatch(/^trial\t[^\n]*\n$/);
		expect((await cli.run(['check', '--environment', 'production', '--dry-run'])).stdout).toMatch(/^acme: would check/);
	});
});

describe.skipIf(noKeyring)('audit', () => {
	it('shows what was done, the newest last, of one connection or all, forgotten ones too', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		await connect('globex', 'globex');
		await cli.json(['edit', 'acme', '--alias', 'renamed']);
		const log = async (...args: string[]) => (await cli.json<Log>(['audit', ...args])).data;
		const all = await log();
		expect(all).toMatchObject({ matching: all.entries.length, firstBreak: null });
		expect(all.entries.map(({ at }) => at)).toEqual(all.entries.map(({ at }) => at).toSorted());
		expect(all.entries.at(-1)).toMatchObject({ act: 'edited', alias: 'renamed' });
		const acts = async (target: string) => (await log(target)).entries.map(({ act }) => act);
		expect(await acts('renamed')).toEqual(['connected', 'edited']);
		expect(await log('--limit', '1')).toEqual({ ...all, entries: all.entries.slice(-1) });
		expect((await cli.run(['audit', '--limit', '1'])).stderr).toBe(
			`${all.matching - 1} older ones are left out; --limit N shows more.\n`,
		);
		expect((await log('--since', '1d')).matching).toBe(all.matching);
		expect((await log('--since', '2999-01-01')).entries).toEqual([]);
		await cli.json(['forget', 'renamed', '--yes']);
		expect(await acts('renamed')).toEqual(['connected', 'edited', 'forgotten without revoking']);
		for (const args of [['nobody'], ['--since', 'hunter2'], ['--limit', '0'], ['--limit', 'x']]) {
			const { error } = await cli.json(['audit', ...args], args.length === 1 ? 1 : 2);
			expect(error?.code).toBe(args.length === 1 ? 'CONNECTION_UNKNOWN' : 'USAGE');
			expect(error?.message).not.toContain('hunter2');
		}
	});

	it('names the row where somebody changed the log, and ends with 1', async () => {
		const { cli, connect } = await openLab();
		await connect('acme');
		inStore(cli, (store) => {
			store.exec('DROP TRIGGER audit_keeps_text');
			store.prepare("UPDATE audit SET act = 'nothing' WHERE seq = 2").run();
		});
		const { ok, data, warnings } = await cli.json<Log>(['audit'], 1);
		expect([ok, data.firstBreak]).toEqual([false, 2]);
		expect(warnings).toEqual(['The log was changed outside Latchkey: row 2 does not fit the row before it.']);
		expect((await cli.run(['audit'])).stderr).toContain('row 2 does not fit');
	});
});

describe('audit --csv', () => {
	it('is a file that reads back to the log, whatever names are in it', async () => {
		const cli = await Cli.open();
		const names = [
			'=HYPERLINK("http://x","Acme")',
			'-1+1',
			'@SUM(1)',
			'Acme "A", Inc.',
			'a\r\n=b',
			'\u001b]0;x\u0007',
			'\u202eemca',
		];
		const store = openSqliteStore(join(cli.home, 'latchkey.db'));
		for (const [at, name] of names.entries())
			store.audit.append({ at, act: 'connected', connection: null, details: { alias: name, org: name } });
		for (let at = 0; at < 120; at++) store.audit.append({ at, act: 'checked', connection: null, details: {} });
		store.close();
		const { stdout, stderr, code } = await cli.run(['audit', '--csv']);
		expect([stderr, code]).toEqual(['', 0]);
		expect(stdout).not.toMatch(/[^\P{C}\r\n]/u);
		const [heading, ...rows] = readCsv(stdout).map((row) => row.map(fieldText));
		expect(heading).toEqual(['time', 'act', 'connection', 'alias', 'details']);
		const { entries } = (await cli.json<Log>(['audit', '--limit', '1000'])).data;
		expect(entries).toHaveLength(127);
		const asRead = rows.map(([at, act, connection, alias, details = '']) => ({
			...{ at, act, connection: connection || null, alias: alias || null, details: JSON.parse(details) },
		}));
		expect(asRead).toEqual(entries);
		expect((await cli.run(['audit', '--csv', '--limit', '2'])).stdout.split('\r\n')).toHaveLength(4);
		expect((await cli.json(['audit', '--csv'], 2)).error?.message).toBe('Choose --csv or --json.');
	});
});

describe('audit without connections', () => {
	it('is empty and whole', async () => {
		const cli = await Cli.open();
		expect((await cli.json<Log>(['audit'])).data).toEqual({ entries: [], matching: 0, firstBreak: null });
		expect(await cli.run(['audit'])).toEqual({ code: 0, stdout: '', stderr: '' });
		const heading = '"time","act","connection","alias","details"\r\n';
		expect(await cli.run(['audit', '--csv'])).toEqual({ code: 0, stdout: heading, stderr: '' });
	});
});
