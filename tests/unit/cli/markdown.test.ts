import { describe, expect, it } from 'vitest';
import { inline, markdownTable } from '../../../src/cli/output/markdown.ts';
import { plainText } from '../../../src/cli/output/plain-text.ts';
import fc from '../../support/fast-check.ts';

/** Texts of the signs that mean something in Markdown, and of any others. */
const hostile = fc.oneof(
	fc.string({ unit: fc.constantFrom(...'\\`*_[](){}<>#|!&~$@:/-+. aw\n') }),
	fc.string({ unit: 'binary' }),
);

describe('a text inside Markdown', () => {
	it('reads as it was, and none of its signs means anything', () => {
		fc.assert(
			fc.property(hostile, (text) => {
				const escaped = inline(text);
				expect(escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(plainText(text));
				// A letter in its place: what stood around it does not come together.
				const bare = escaped.replace(/\\[!-/:-@[-`{-~]/g, 'x');
				expect(bare).not.toMatch(/[\\`*_[\]<>#|!&~$@\n]|:\/\/|www\./i);
			}),
			{ numRuns: 2000 },
		);
	});

	it('stays in its cell', () => {
		const [heading, rule, row] = markdownTable(['A', 'B'], [[inline('x | y'), inline('\\|')]]);
		expect([heading, rule]).toEqual(['| A | B |', '| --- | --- |']);
		expect(row?.split(/(?<!\\)(?:\\\\)*\|/)).toHaveLength(4);
	});
});
