import { describe, expect, it } from 'vitest';
import { csvRow } from '../../../../src/core/export/csv-row.ts';
import fc from '../../../support/fast-check.ts';
import { fieldText, readCsv } from './read-csv.ts';

/** What a spreadsheet, a terminal or a CSV reader meets in names, more often than chance would have it. */
const text = fc.string({
	unit: fc.oneof(
		fc.constantFrom(...`=+-@＝＋－＠;,"'\\|\t\r\n \u001b\u202e\u2028`, '\\u{', 'u{', '}', '\u{e0041}'),
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
	),
});

describe('a CSV row', () => {
	it('is read back by any reader, whatever stands in it', () => {
		fc.assert(
			fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1 }), (rows) => {
				const file = rows.map((row) => `${csvRow(row)}\r\n`).join('');
				expect(readCsv(file).map((row) => row.map(fieldText))).toEqual(rows);
			}),
		);
	});

	it('has no cell that a spreadsheet would run, be the columns parted by a comma or a semicolon', () => {
		fc.assert(
			fc.property(fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }), (rows) => {
				const file = rows.map((row) => `${csvRow(row)}\r\n`).join('');
				for (const separator of [',', ';'])
					for (const cell of readCsv(file, separator).flat())
						expect(cell, JSON.stringify(cell)).not.toMatch(/^[=+\-@＝＋－＠\t]/);
			}),
			{ numRuns: 1000 },
		);
	});

	it('is one line without anything that a terminal obeys', () => {
		fc.assert(fc.property(fc.array(text), (row) => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(csvRow(row))));
	});

	it.each([
		['Acme', '"Acme"'],
		['', '""'],
		['Acme "A", Inc.', '"Acme ""A"", Inc."'],
		[`=HYPERLINK("http://x")`, `"'=HYPERLINK(""http://x"")"`],
		['-1+1', `"'-1+1"`],
		['a-b = c', '"a-b = c"'],
		['x;=1', `"x;'=1"`],
		['x;"=1', `"x;""'=1"`],
		["'quoted", `"''quoted"`],
		['a\r\nb', '"a\\u{d}\\u{a}b"'],
		['\\u{41}', '"\\u{5c}u{41}"'],
		['C:\\users', '"C:\\users"'],
	])('writes %j', (value, written) => {
		expect(csvRow([value])).toBe(written);
	});
});
