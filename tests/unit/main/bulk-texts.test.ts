import { expect, it } from 'vitest';
import { bulkResultText, connectionListText } from '../../../src/main/bulk/bulk-texts.ts';
import { de } from '../../../src/main/languages/de.ts';
import { en } from '../../../src/main/languages/en.ts';
import { errorWords } from '../../../src/shared/error-words.ts';
import { bulk, connection } from '../renderer/fixtures.ts';

const english = { words: en, language: 'en' } as const;

const all = [connection({ id: '1' }), connection({ id: '2', alias: 'beta', status: 'needs_reauth' })];
const hostile = { ...errorWords('CANCELLED', {}, 'window'), code: 'INTERNAL' as const, message: 'a\tb\nc', hint: 'd' };

it('a result is one line a connection, and a foreign text stays in its cell', () => {
	const results = [
		{ id: '1', error: null },
		{ id: '2', error: hostile },
		{ id: 'gone', error: errorWords('CANCELLED', {}, 'window') },
	];
	expect(bulkResultText(bulk({ total: 4, results }), all, english).split('\n')).toEqual([
		'Check: 1 done, 1 failed, 2 not begun',
		'acme\tdone',
		'beta\tfailed\ta b c d',
		'gone\tnot begun',
	]);
});

it('a list has aliases and statuses alone, in the order asked for', () => {
	expect(connectionListText(['2', 'gone', '1'], all, english)).toBe('beta\tneeds re-auth\nacme\tconnected');
});

it('speaks the language that was chosen, errors included', () => {
	const results = [{ id: '2', error: errorWords('APP_LOCKED', {}, 'window') }];
	const text = bulkResultText(bulk({ total: 1, results }), all, { words: de, language: 'de' });
	expect(text).not.toContain('failed');
	expect(text).not.toContain('Latchkey is locked.');
});
