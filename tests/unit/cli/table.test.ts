import { describe, expect, it } from 'vitest';
import { plainText, shorten, widthOf } from '../../../src/cli/output/plain-text.ts';
import { fields, fits, table } from '../../../src/cli/output/table.ts';
import { wrap } from '../../../src/cli/output/wrap.ts';
import fc from '../../support/fast-check.ts';

const headings = ['ALIAS', 'STATUS', 'ORG', 'USER'];
const row = ['acme', 'Connected, checked just now', 'Acme Gesellschaft mbH', 'anna.keller@example.test'];

describe('a table', () => {
	it('has aligned columns under headings', () => {
		expect(
			table(
				['A', 'B'],
				[
					['one', '1'],
					['three', '2'],
				],
				80,
			),
		).toEqual(['A      B', 'one    1', 'three  2']);
	});

	it('is tab-separated, whole and without headings where the output goes to a pipe', () => {
		expect(table(headings, [row], null)).toEqual([row.join('\t')]);
	});

	it('leaves out the spare columns first, one by one, where it is too narrow', () => {
		expect(table(headings, [row], 100)[0]).toMatch(/^ALIAS +STATUS +ORG +USER$/);
		expect(table(headings, [row], 70, { spare: ['USER', 'ORG'] })[1]).toBe(
			'acme   Connected, checked just now  Acme Gesellschaft mbH',
		);
		expect(table(headings, [row], 40, { spare: ['USER', 'ORG'] })[1]).toBe('acme   Connected, checked just now');
	});

	it('then shortens the widest column', () => {
		const [, line = ''] = table(headings, [row], 80);
		expect(widthOf(line)).toBeLessThanOrEqual(80);
		expect(line).toContain('…');
		expect(line).toContain('acme');
	});

	it('cuts a name in the first column last', () => {
		const name = 'northwind-trading-europe';
		const [, line = ''] = table(headings, [[name, ...row.slice(1)]], 80);
		expect(line.startsWith(`${name}  `)).toBe(true);
		expect(widthOf(line)).toBeLessThanOrEqual(80);
		expect(table(headings, [[name, ...row.slice(1)]], 40)[1]).toMatch(/^northw\S*… {2}/);
		const [, long = ''] = table(headings, [['n'.repeat(64), ...row.slice(1)]], 80);
		expect(long).toMatch(/^n{23}… {2}/);
	});

	it('shortens the columns that give before all others, and leaves the first of them out where that is not enough', () => {
		const giving = { giving: ['ORG', 'USER'] };
		expect(table(headings, [row], 62, giving)[1]).toBe(
			'acme   Connected, checked just now  Acme Gesell…  anna.keller…',
		);
		expect(table(headings, [row], 60, giving)).toEqual([
			'ALIAS  STATUS                       USER',
			'acme   Connected, checked just now  anna.keller@example.test',
		]);
		expect(table(headings, [row], 48, giving)[1]).toBe('acme   Connected, checked just now  anna.keller…');
	});

	it('never shortens what is to be copied, and then nothing else in vain', () => {
		const whole = { spare: ['STATUS'], whole: 'USER' };
		expect(table(headings, [row], 50, whole)[1]).toBe('acme   Acme Gesellschaf…  anna.keller@example.test');
		expect(table(headings, [row], 30, whole)[1]).toBe('acme   Acme Gesellschaft mbH  anna.keller@example.test');
	});

	it('says whether it fits with nothing shortened', () => {
		const width = widthOf(['ALIAS', ...row.slice(1)].join('  '));
		expect(fits(headings, [row], width, [])).toBe(true);
		expect(fits(headings, [row], width - 1, [])).toBe(false);
		expect(fits(headings, [row], width - 1, ['USER'])).toBe(true);
		expect(fits(headings, [row], null, [])).toBe(true);
	});

	it('fits 80 columns whatever stands in it', () => {
		const cell = fc.string({ unit: 'grapheme', maxLength: 120 });
		fc.assert(
			fc.property(fc.array(fc.tuple(cell, cell, cell, cell, cell), { maxLength: 8 }), (rows) => {
				const lines = table(['A', 'B', 'C', 'D', 'E'], rows, 80, { spare: ['C'], giving: ['D', 'E'] });
				expect(lines).toHaveLength(rows.length + 1);
				for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(80);
			}),
		);
	});

	it('stays one line a row, whatever stands in it', () => {
		const lines = table(['A', 'B'], [['one\ntwo\r\n', '\t\u001b[31mred\u001b[0m']], null);
		expect(lines).toEqual(['one\\u{a}two\\u{d}\\u{a}\t\\u{9}\\u{1b}[31mred\\u{1b}[0m']);
	});

	it('counts wide characters as two columns', () => {
		expect(widthOf('日本')).toBe(4);
		expect(widthOf('🦆')).toBe(2);
		expect(
			table(
				['A', 'B'],
				[
					['日本', 'x'],
					['abcd', 'y'],
				],
				80,
			).slice(1),
		).toEqual(['日本  x', 'abcd  y']);
	});
});

describe('a field list', () => {
	it('has its values in one column', () => {
		expect(
			fields([
				['Id', '1'],
				['Long name', 'two\nlines'],
			]),
		).toEqual(['Id:        1', 'Long name: two\\u{a}lines']);
	});
});

describe('a text from a stranger', () => {
	it('is shown without control characters, escapes and direction marks', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(plainText(text)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
			}),
		);
	});

	it('is unchanged where it is harmless', () => {
		expect(plainText('Söhne & Co. 日本 🦆')).toBe('Söhne & Co. 日本 🦆');
	});

	it('is cut to so many columns with an ellipsis', () => {
		expect(shorten('abcdef', 6)).toBe('abcdef');
		expect(shorten('abcdef', 4)).toBe('abc…');
		expect(shorten('日本語', 4)).toBe('日…');
	});
});

describe('a long line', () => {
	it('is broken between words', () => {
		expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
		expect(wrap('one two three', 8, '  ')).toEqual(['one two', '  three']);
	});

	it('keeps the spaces that it begins with', () => {
		expect(wrap('  one two three', 9, '    ')).toEqual(['  one two', '    three']);
	});

	it('is broken neither inside of a command nor by letters instead of columns', () => {
		expect(wrap('Run `latchkey vault use file` or wait.', 12, '  ')).toEqual([
			'Run',
			'  `latchkey vault use file`',
			'  or wait.',
		]);
		expect(wrap('日本 日本 x', 9)).toEqual(['日本 日本', 'x']);
	});

	it('keeps a word that is longer than the line', () => {
		expect(wrap('a http://localhost:8917/callback b', 10)).toEqual(['a', 'http://localhost:8917/callback', 'b']);
	});
});
