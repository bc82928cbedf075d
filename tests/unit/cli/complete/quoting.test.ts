import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bashLine } from '../../../../src/cli/complete/bash-line.ts';
import {
	bashWord,
	isOffered,
	powershellText,
	powershellWord,
	type Quote,
	unquoted,
} from '../../../../src/cli/complete/quoting.ts';
import fc from '../../../support/fast-check.ts';

/** What a shell meets in names, more often than chance would have it. */
const name = fc
	.string({
		unit: fc.oneof(
			fc.constantFrom(...`$\`"'\\!;&|<>(){}[]*?~#=:@%^ ,.-`),
			fc.constantFrom(...'ab日é🦆'),
			fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
		),
	})
	.filter(isOffered);

/** The words as bash reads them. */
function readByBash(words: readonly string[]): readonly string[] {
	const script = `set +H\n${words.map((word) => `printf '%s\\0' ${word}`).join('\n')}`;
	const read = execFileSync('bash', ['--norc', '-c', script], {
		encoding: 'utf8',
		env: { LC_ALL: 'C.UTF-8' },
		cwd: '/',
	});
	return read.split('\0').slice(0, -1);
}

describe('a name in bash', () => {
	it.each([
		['', ''],
		["'", "'"],
		['"', '"'],
	] as const)('is read as it was, after an open quote %j', (open: Quote, close) => {
		fc.assert(
			fc.property(fc.array(name, { minLength: 40, maxLength: 60 }), (names) => {
				const quoted = names.map((one) => [one, bashWord(one, open)] as const).filter(([, word]) => word !== null);
				expect(readByBash(quoted.map(([, word]) => `${open}${word}${close}`))).toEqual(quoted.map(([one]) => one));
				for (const [one, word] of quoted) expect(unquoted(`${open}${word}`)).toEqual({ text: one, open });
			}),
			{ numRuns: 20 },
		);
	});

	it('is whole again where bash cut it, and only what readline replaces is given back', () => {
		expect(bashLine(['token', 'a', '--format', '=', 'ra'])).toEqual({
			...{ words: ['token', 'a'], current: '--format=ra', kept: '--format=', open: '' },
		});
		expect(bashLine(['token', '--format', '='])).toMatchObject({ current: '--format=', kept: '--format=' });
		expect(bashLine(['list', '--customer', 'a', ':', 'b'])).toMatchObject({ current: 'a:b', kept: 'a:' });
		expect(bashLine(['list', '--customer', '=', 'a', ':'])).toMatchObject({
			...{ words: ['list'], current: '--customer=a:', kept: '--customer=a:' },
		});
		expect(bashLine(['list', '--customer', '"Acme G'])).toMatchObject({ current: 'Acme G', kept: '', open: '"' });
		expect(bashLine([''])).toEqual({ words: [], current: '', kept: '', open: '' });
		expect(bashLine([])).toEqual({ words: [], current: '', kept: '', open: '' });
	});
});

describe('a name in PowerShell', () => {
	it('stands in single quotes, in which every quote is doubled', () => {
		expect(powershellWord('acme.1')).toBe('acme.1');
		expect(powershellWord('$(x) `y; z')).toBe("'$(x) `y; z'");
		expect(powershellWord("O'Neil ’s ‘x‛ ‚y")).toBe("'O''Neil ’’s ‘‘x‛‛ ‚‚y'");
		expect(powershellWord('@splat')).toBe("'@splat'");
	});

	it('is read back', () => {
		fc.assert(fc.property(name, (one) => powershellText(powershellWord(one)) === one));
		expect(powershellText(`'Acme G`)).toBe('Acme G');
		expect(powershellText(`"a ""b"" \`$c"`)).toBe('a "b" $c');
	});
});

describe('a name', () => {
	it.each(['', 'a\nb', 'a\tb', '\u001b[31m', 'a\u202eb', 'a\u200bb', 'a\u2028b', '\u0085', '-x', '--all', '\u{e0041}'])(
		'%j is not offered',
		(one) => expect(isOffered(one)).toBe(false),
	);

	it.each(['acme', 'Acme GmbH', "O'Neil", '$(x)', 'Łódź', '日本', '🦆'])('%j is offered', (one) =>
		expect(isOffered(one)).toBe(true),
	);
});
