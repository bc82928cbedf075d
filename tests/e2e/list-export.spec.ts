import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fieldText, readCsv } from '../unit/core/export/read-csv.ts';
import { expectAccessible, expectFits } from './support/accessible.ts';
import { expect, test } from './support/fixtures.ts';
import { connectPractice } from './support/flows.ts';
import { plant } from './support/plant.ts';
import type { RunningApp } from './support/running-app.ts';
import { secretsInKeychain } from './support/secrets.ts';

/** What orgs and customers may be called by somebody who means harm. */
const hostile = [
	`=HYPERLINK("https://evil.example","Acme")`,
	"+1+cmd|' /C calc'!A1",
	'-2+3',
	'@SUM(A1:A9)',
	'\t=1+1',
	'\r=1+1',
	'Acme;=1+1',
	'a "quoted", b',
	'two\r\nlines',
	'<img src=x onerror=alert(1)>',
	'\u202egnp.exe',
	'＝1+1',
	'x'.repeat(4_000),
	'Müller & Söhne 日本 🦆',
];

/** What the save dialog answers from now on; null: it is cancelled. Gives what it is asked with. */
const choosesFile = ({ app }: RunningApp, path: string | null) =>
	app.evaluate(({ dialog }, chosen) => {
		const answer = { canceled: chosen === null, filePath: chosen ?? '' };
		Reflect.set(dialog, 'showSaveDialog', async (...given: unknown[]) => {
			Reflect.set(globalThis, 'askedWhere', given.at(-1));
			return answer;
		});
	}, path);
const askedWhere = ({ app }: RunningApp) => app.evaluate(() => Reflect.get(globalThis, 'askedWhere') as unknown);

const barOf = ({ window }: RunningApp) => window.getByRole('toolbar', { name: 'Selected connections' });

async function markAll({ window }: RunningApp): Promise<void> {
	await window.locator('[data-row-id]').first().focus();
	await window.keyboard.press('Control+a');
}

async function choose(running: RunningApp, item: string): Promise<void> {
	await barOf(running).getByRole('button', { name: 'Export list' }).click();
	await running.window.getByRole('menuitem', { name: item }).click();
}

test('a list with hostile names is saved as CSV and as JSON, and nothing of it runs', async ({ launch, home }) => {
	plant(
		home,
		hostile.map((name, place) => ({
			alias: `h${String(place).padStart(2, '0')}`,
			...{ org: { id: String(place), name }, customer: name, user: { email: `${name}@x.test`, name } },
			notes: 'kept to myself',
		})),
	);
	const running = await launch();
	await markAll(running);
	const csv = join(dirname(home), 'list.csv');
	const json = join(dirname(home), 'list.json');

	await choosesFile(running, csv);
	await barOf(running).getByRole('button', { name: 'Export list' }).click();
	await expect(running.window.getByRole('menu')).toBeVisible();
	await expectAccessible(running, 'export-list');
	await expectFits(running, 'export-list');
	await running.window.getByRole('menuitem', { name: 'Save as CSV…' }).click();
	await expect(running.window.getByText(`List of ${hostile.length} connections saved.`)).toBeVisible();
	expect(await askedWhere(running)).toMatchObject({ defaultPath: 'connections.csv' });
	const text = readFileSync(csv, 'utf8').replace(/^\ufeff/, '');
	const rows = readCsv(text).slice(1);
	expect(rows.map((row) => fieldText(row[1] ?? ''))).toEqual(hostile);
	expect(rows.map((row) => fieldText(row[3] ?? ''))).toEqual(hostile);
	expect(rows.map((row) => row[6])).toEqual(hostile.map(() => 'connected'));
	for (const separator of [',', ';'])
		for (const cell of readCsv(text, separator).flat()) expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r]/);
	expect(text).not.toContain('kept to myself');
	expect(statSync(csv).mode & 0o777).toBe(0o600);

	await choosesFile(running, json);
	await choose(running, 'Save as JSON…');
	await expect.poll(() => existsSync(json)).toBe(true);
	const listed = JSON.parse(readFileSync(json, 'utf8')) as { org: { name: string }; status: string }[];
	expect(listed.map(({ org }) => org.name)).toEqual(hostile);
	expect(readFileSync(json, 'utf8')).not.toContain('\u202e');
	expect(statSync(json).mode & 0o777).toBe(0o600);
});

test('a cancelled dialog is quiet, a file that cannot be written is said in place, and the focus returns', async ({
	launch,
	home,
}) => {
	plant(home, [{ alias: 'acme' }, { alias: 'beta' }]);
	const running = await launch();
	const { window } = running;
	await markAll(running);
	await choosesFile(running, null);
	await choose(running, 'Save as CSV…');
	await expect.poll(() => askedWhere(running)).toBeTruthy();
	await expect(barOf(running).getByRole('button', { name: 'Export list' })).toBeFocused();
	await expect(window.getByText(/saved\./)).toHaveCount(0);
	await expect(barOf(running).getByRole('alert')).toHaveCount(0);

	const taken = join(dirname(home), 'a-folder');
	mkdirSync(taken);
	await choosesFile(running, taken);
	await choose(running, 'Save as CSV…');
	const problem = barOf(running).getByRole('alert');
	await expect(problem).toContainText('a-folder is there already and is no file.');
	await expect(problem).not.toContainText(dirname(home));
	await expectAccessible(running, 'export-list-failed');
	await expectFits(running, 'export-list-failed');
	await problem.getByRole('button', { name: 'Dismiss' }).click();
	await expect(problem).toHaveCount(0);
});

test('ten thousand are one list, saved by the palette without a mark', async ({ launch, home }) => {
	test.setTimeout(120_000);
	plant(
		home,
		Array.from({ length: 10_000 }, () => ({})),
	);
	const running = await launch();
	const { window } = running;
	const csv = join(dirname(home), 'all.csv');
	await choosesFile(running, csv);
	await expect(window.getByText('10,000 connections').first()).toBeVisible();
	// The rest of the list comes while nothing else is to do.
	await expect(async () => {
		await window.keyboard.press('Control+k');
		await window.getByRole('combobox').fill('Export list as CSV');
		await expect(window.getByRole('option', { name: /Export list as CSV/ })).toContainText('10,000', {
			timeout: 1_000,
		});
	}).toPass({ timeout: 30_000 });
	await window.keyboard.press('Enter');
	await expect(window.getByText('List of 10,000 connections saved.')).toBeVisible({ timeout: 20_000 });
	const rows = readCsv(readFileSync(csv, 'utf8')).slice(1);
	expect(new Set(rows.map(([alias]) => alias)).size).toBe(10_000);
});

test('no secret is in a saved list', async ({ launch, home }) => {
	const running = await launch();
	await connectPractice(running);
	const [connection] = (await running.snapshot()).connections;
	expect((await running.call('copyToken', { id: connection?.id })).ok).toBe(true);
	const secrets = [...(await secretsInKeychain()), await running.clipboard()].filter(({ length }) => length >= 16);
	expect(secrets.length).toBeGreaterThan(3);
	await markAll(running);
	for (const form of ['csv', 'json'] as const) {
		const file = join(dirname(home), `list.${form}`);
		await choosesFile(running, file);
		await choose(running, `Save as ${form.toUpperCase()}…`);
		await expect.poll(() => existsSync(file)).toBe(true);
		const text = readFileSync(file, 'utf8');
		expect(text).toContain('acme-gmbh');
		expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
	}
});
