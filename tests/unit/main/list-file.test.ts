import { describe, expect, it } from 'vitest';
import { de } from '../../../src/main/languages/de.ts';
import { en } from '../../../src/main/languages/en.ts';
import { listFile } from '../../../src/main/requests/list-file.ts';
import { connectionStatus } from '../../../src/shared/views.ts';
import fc from '../../support/fast-check.ts';
import { fieldText, readCsv } from '../core/export/read-csv.ts';
import { at, connection, dataCenter } from '../renderer/fixtures.ts';

const around = { dataCenters: [dataCenter('eu', 'Europe')], words: en };
const markOf = (text: string) => text.slice(0, 1);
const rowsOf = (text: string) => readCsv(text.slice(1));

describe('a list as CSV', () => {
	it('says of each connection what is handed around, in words', () => {
		const text = listFile('csv', [connection({ scopes: ['ZohoCRM.org.READ', 'ZohoCRM.users.READ'] })], around);
		expect(rowsOf(text)).toEqual([
			[
				...['Alias', 'Org', 'Org id', 'Customer', 'Data center', 'Environment', 'Status', 'User', 'Scopes'],
				'Last checked',
			],
			[
				...['acme', 'Acme Ltd', '2001', 'Acme', 'Europe', 'production', 'connected', 'pat@acme.example'],
				...['ZohoCRM.org.READ ZohoCRM.users.READ', at(-3 * 3_600_000)],
			],
		]);
		// Spreadsheets read the umlauts by it.
		expect(markOf(text)).toBe('\ufeff');
	});

	it('leaves empty what nobody knows, and names a data center that is gone by its id', () => {
		const bare = connection({ customer: null, lastCheckedAt: null, scopes: [], dataCenter: 'lab' });
		const [, row = []] = rowsOf(listFile('csv', [bare], around));
		expect([row[3], row[4], row[8], row[9]]).toEqual(['', 'lab', '', '']);
	});

	it('has a word for every status, in both languages', () => {
		const all = connectionStatus.options.map((status) => connection({ status }));
		const statuses = (words: typeof en) => rowsOf(listFile('csv', all, { ...around, words })).map((row) => row[6]);
		expect(new Set(statuses(en)).size).toBe(connectionStatus.options.length + 1);
		expect(statuses(de)).toContain('Anmeldung nötig');
	});

	it('gives no stranger a formula, a cell or a line, and every name back as it was', () => {
		const hostile = fc.string({
			unit: fc.oneof(
				fc.constantFrom(...`=+-@＝＋－＠;,"'\\|\t\r\n \u001b\u202e\u2028`, '\\u{'),
				fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
			),
		});
		fc.assert(
			fc.property(hostile, hostile, hostile, hostile, (name, alias, customer, email) => {
				const one = connection({ alias, customer, org: { id: name, name }, user: { email, name } });
				const text = listFile('csv', [one], around).slice(1);
				const [, row = []] = readCsv(text);
				expect([row[0], row[1], row[3], row[7]].map((cell) => fieldText(cell ?? ''))).toEqual([
					...[alias, name, customer, email],
				]);
				expect(text.split('\r\n')).toHaveLength(3);
				for (const separator of [',', ';'])
					for (const cell of readCsv(text, separator).flat()) expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r]/);
			}),
		);
	});
});

describe('a list as JSON', () => {
	it('keeps the values that programs know, one connection a line', () => {
		const text = listFile(
			'json',
			[connection(), connection({ id: 'c2', org: { id: '1', name: 'a\u202e\n"b' } })],
			around,
		);
		expect(text.split('\n')).toHaveLength(5);
		expect(text).not.toMatch(/[\p{Cf}]/u);
		expect(JSON.parse(text)).toMatchObject([
			{ id: 'c1', alias: 'acme', status: 'connected', dataCenter: 'eu', lastCheckedAt: at(-3 * 3_600_000) },
			{ id: 'c2', org: { id: '1', name: 'a\u202e\n"b' } },
		]);
		expect(JSON.parse(listFile('json', [], around))).toEqual([]);
	});
});

it("a person's own notes, tags and colours are not handed around", () => {
	const one = connection({ notes: 'pays late', tags: ['difficult'], colour: 'red' });
	for (const form of ['csv', 'json'] as const) expect(listFile(form, [one], around)).not.toMatch(/late|difficult|red/);
});

it('a long list is written in full', () => {
	const all = Array.from({ length: 10_000 }, (_, place) => connection({ id: `c${place}`, alias: `org-${place}` }));
	expect(rowsOf(listFile('csv', all, around))).toHaveLength(10_001);
	expect(JSON.parse(listFile('json', all, around))).toHaveLength(10_000);
});
