import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import { noFilters } from '../../../src/renderer/features/connections/filtering.ts';
import { savedViewLimits, savedViewOf } from '../../../src/renderer/features/connections/saved-views.ts';
import type { Command } from '../../../src/renderer/features/palette/command.ts';
import { allCommands } from '../../../src/renderer/features/palette/commands.ts';
import { findCommands, mostShown } from '../../../src/renderer/features/palette/find-commands.ts';
import { fuzzyScore, lettersOf, wantedOf } from '../../../src/renderer/features/palette/fuzzy.ts';
import { createApp } from '../../../src/renderer/stores/app.ts';
import { errorWords } from '../../../src/shared/error-words.ts';
import type { LatchkeyApi } from '../../../src/shared/ipc/contract.ts';
import { defaultSettings } from '../../../src/shared/settings.ts';
import type { Snapshot } from '../../../src/shared/views.ts';
import { bulk, connection, fakeApi, settle, snapshot } from './fixtures.ts';

const scoreOf = (query: string, text: string) => fuzzyScore(wantedOf(query), lettersOf(text));
const better = (query: string, a: string, b: string) => (scoreOf(query, a) ?? -99) > (scoreOf(query, b) ?? -99);

describe('a fuzzy match', () => {
	it.each([
		['ct', 'Copy token'],
		['copy tok', 'Copy token'],
		['mull', 'Müller'],
		['ACME', 'acme'],
		// The beginning of the second word would leave "d" without a place.
		['aed', 'axed e'],
		['', 'anything'],
	])('"%s" is found in "%s"', (query, text) => {
		expect(scoreOf(query, text)).not.toBeNull();
	});

	it('needs every letter in its order', () => {
		expect(scoreOf('tc', 'cot')).toBeNull();
		expect(scoreOf('acmex', 'acme')).toBeNull();
	});

	it('likes beginnings of words, letters that follow each other, and the shorter text', () => {
		expect(better('re', 'Refresh', 'Sure')).toBe(true);
		expect(better('ct', 'Copy token', 'Connect')).toBe(true);
		expect(better('acme', 'acme', 'acme-sandbox')).toBe(true);
		expect(better('acme', 'acme-sandbox', 'a c m e')).toBe(true);
	});

	it('looks at a name of thousands of letters no further than it must', () => {
		expect(scoreOf('z', `${'x'.repeat(4000)}z`)).toBeNull();
	});
});

async function start(replaced: Partial<LatchkeyApi> = {}) {
	const { api } = fakeApi(replaced);
	const app = createApp(createClient(api));
	app.start();
	await settle();
	const all = () => allCommands(app, 'Ctrl', () => undefined);
	return { app, all, named: (title: string) => all().find((command) => command.title === title) };
}

describe('the palette', () => {
	it('acts on the selected connection alone, and says which it is', async () => {
		const copyToken = vi.fn(fakeApi().api.copyToken);
		const { app, all, named } = await start({ copyToken });
		expect(all().filter(({ section }) => section === 'selected')).toEqual([]);
		app.view.getState().select('c1');
		expect(new Set(all().flatMap(({ section, note }) => (section === 'selected' ? [note] : [])))).toEqual(
			new Set(['acme']),
		);
		named('Copy token')?.run();
		await settle();
		expect(copyToken).toHaveBeenCalledWith({ id: 'c1' });
	});

	it('offers what can work: no token of a connection that is revoked', async () => {
		const { app, named } = await start({
			snapshot: () =>
				Promise.resolve({ ok: true, data: snapshot({ connections: [connection({ status: 'revoked' })] }) }),
		});
		app.view.getState().select('c1');
		expect(named('Copy token')).toBeUndefined();
		expect(named('Revoke…')).toBeUndefined();
		expect(named('Forget…')).toBeDefined();
	});

	it('leaves the question before a revoke to the main process', async () => {
		const revoke = vi.fn(fakeApi().api.revoke);
		const { app, named } = await start({ revoke });
		app.view.getState().select('c1');
		named('Revoke…')?.run();
		await settle();
		expect(revoke).toHaveBeenCalledWith({ id: 'c1' });
		expect(app.data.getState().snapshot?.connections[0]?.status).toBe('connected');
	});

	it('hands the list around: the marked ones, or all where none is marked and all are there', async () => {
		const saveConnectionList = vi.fn(fakeApi().api.saveConnectionList);
		let part: Snapshot['part'] = null;
		const connections = [connection(), connection({ id: 'c2', alias: 'beta' })];
		const { app, named } = await start({
			saveConnectionList,
			snapshot: () => Promise.resolve({ ok: true, data: snapshot({ connections, part }) }),
		});
		const title = 'Export list as CSV…';
		expect(named(title)?.note).toBe('2 connections');
		named(title)?.run();
		app.view.getState().mark(['c2', 'gone']);
		expect(named(title)?.note).toBe('1 selected');
		named(title)?.run();
		await settle();
		expect(saveConnectionList.mock.calls).toEqual([
			[{ ids: ['c1', 'c2'], form: 'csv' }],
			[{ ids: ['c2'], form: 'csv' }],
		]);
		app.view.getState().clearMarks();
		part = { upTo: 1, more: true, gone: [], tally: null };
		app.data.setState({ snapshot: snapshot({ connections, part }) });
		expect(named(title)).toBeUndefined();
	});

	it('leads to each label of the selected connection in its place', async () => {
		const { app, named } = await start();
		expect(named('Write notes…')).toBeUndefined();
		app.view.getState().select('c1');
		for (const [title, field] of [
			['Rename…', 'alias'],
			['Change the customer…', 'customer'],
			['Add or remove tags…', 'tags'],
			['Change the colour…', 'colour'],
			['Write notes…', 'notes'],
		] as const) {
			named(title)?.run();
			expect(app.view.getState().leadsTo).toBe(field);
			app.view.getState().arrived();
		}
		expect(app.view.getState().leadsTo).toBeNull();
	});

	it('shows each saved view by its name, and keeps what is shown where that is less than all', async () => {
		const saved = savedViewOf('Müller', { view: { kind: 'pinned' }, query: 'eu', filters: noFilters });
		let savedViews = [saved];
		const { app, named } = await start({
			snapshot: () => Promise.resolve({ ok: true, data: snapshot({ settings: { ...defaultSettings, savedViews } }) }),
		});
		const save = 'Save what is shown as a view…';
		expect(named(save)).toBeUndefined();
		named('Show saved view: Müller')?.run();
		expect(app.view.getState()).toMatchObject({ savedName: 'Müller', view: { kind: 'pinned' }, query: 'eu' });
		named(save)?.run();
		expect(app.view.getState().leadsTo).toBe('view-name');
		savedViews = Array.from({ length: savedViewLimits.count }, (_, n) => ({ ...saved, name: `View ${n}` }));
		await app.data.getState().load();
		expect(named(save)).toBeUndefined();
	});

	it('pauses, goes on with and stops an act on many, and shows the result of one that ended', async () => {
		const calls: string[] = [];
		const told =
			(name: string, state: 'running' | 'paused' | 'ended') =>
			({ bulkId }: { bulkId: string }) => {
				calls.push(`${name} ${bulkId}`);
				return Promise.resolve({ ok: true as const, data: bulk({ state }) });
			};
		const { app, named } = await start({
			pauseBulk: told('pause', 'paused'),
			resumeBulk: told('resume', 'running'),
			stopBulk: told('stop', 'ended'),
		});
		const offered = () => ['Pause', 'Continue', 'Stop', 'Result', 'Put away'].filter((title) => named(title));
		expect(offered()).toEqual([]);
		app.bulk.getState().put(bulk());
		expect(named('Pause')?.note).toBe('Check connections');
		for (const [title, before] of [
			['Pause', ['Pause', 'Stop']],
			['Continue', ['Continue', 'Stop']],
			['Stop', ['Pause', 'Stop']],
		] as const) {
			expect(offered()).toEqual(before);
			named(title)?.run();
			await settle();
		}
		expect(calls).toEqual(['pause b1', 'resume b1', 'stop b1']);
		expect(offered()).toEqual(['Result', 'Put away']);
		named('Result')?.run();
		expect(app.bulk.getState().shownId).toBe('b1');
	});

	it('makes a backup, opens the data folder and copies the trace, and says why one could not be done', async () => {
		const openDataFolder = vi.fn(fakeApi().api.openDataFolder);
		const copyTrace = vi.fn(fakeApi().api.copyTrace);
		const error = errorWords('STORE_FAILED', { problem: 'disk full', path: '~' }, 'window');
		const backUpNow = vi
			.fn<LatchkeyApi['backUpNow']>()
			.mockResolvedValueOnce({ ok: true, data: { count: 3, newestAt: null } })
			.mockResolvedValue({ ok: false, error });
		const { app, named } = await start({ openDataFolder, copyTrace, backUpNow });
		named('Open the data folder')?.run();
		named('Copy trace')?.run();
		named('Back up now')?.run();
		await settle();
		expect([openDataFolder, copyTrace, backUpNow].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
		named('Back up now')?.run();
		await settle();
		expect(app.toasts.getState().toasts.map(({ tone, text }) => [tone, text])).toEqual([
			['done', 'Trace copied.'],
			['done', 'Backed up. 3 backups are kept.'],
			['problem', error.message],
		]);
	});

	it('leads to every connection', async () => {
		const { app, named } = await start();
		named('acme')?.run();
		expect(app.view.getState().selectedId).toBe('c1');
	});

	it('offers nothing but unlocking while it is locked', async () => {
		const unlock = vi.fn(fakeApi().api.unlock);
		const { all } = await start({
			unlock,
			snapshot: () => Promise.resolve({ ok: true, data: snapshot({ locked: true }) }),
		});
		expect(all().map(({ title }) => title)).toEqual(['Unlock']);
		all()[0]?.run();
		expect(unlock).toHaveBeenCalled();
	});
});

describe('what the palette shows', () => {
	const command = (id: string, section: Command['section'], note?: string): Command => ({
		...{ id, title: id, section, run: () => undefined },
		...(note === undefined ? {} : { note }),
	});
	const all = [command('refresh', 'selected', 'acme'), command('settings', 'general'), command('acme', 'connections')];
	const titles = (query: string, recent: readonly string[] = []) =>
		findCommands(all, query, recent).sections.map(({ name, commands }) => [name, ...commands.map(({ id }) => id)]);

	it('is everything without a query, what was used lately first and once', () => {
		expect(titles('', ['settings', 'gone'])).toEqual([
			['recent', 'settings'],
			['selected', 'refresh'],
			['connections', 'acme'],
		]);
	});

	it('is what matches, the section with the best match first', () => {
		expect(titles('acme', ['settings'])).toEqual([
			['connections', 'acme'],
			['selected', 'refresh'],
		]);
		expect(titles('xyz')).toEqual([]);
	});

	it('is never more than fits, with the count of the rest', () => {
		const many = Array.from({ length: 10_000 }, (_, n) => command(`org ${n}`, 'connections'));
		const { sections, more } = findCommands(many, 'org', []);
		expect(sections.flatMap(({ commands }) => commands)).toHaveLength(mostShown);
		expect(more).toBe(10_000 - mostShown);
	});
});
