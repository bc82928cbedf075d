import type { Words } from '../../../src/renderer/languages/en/index.ts';

const latin = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const cyrillic = 'абцдефгхийклмнопярстувшхызАБЦДЕФГХИЙКЛМНОПЯРСТУВШХЫЗ';
const letters = new Map([...latin].map((letter, place) => [letter, cyrillic[place] ?? letter]));

/** A text in letters that no English text has, and longer by 40 %. */
function pseudoText(text: string): string {
	if (!/\p{L}/u.test(text)) return text;
	const more = Math.ceil(text.length * 0.4);
	// In words, for a language with longer words wraps, too.
	const added = Array.from({ length: more }, (_, place) => (place % 8 === 0 ? ' ' : 'ж')).join('');
	return [...text].map((letter) => letters.get(letter) ?? letter).join('') + added;
}

function pseudo(value: unknown): unknown {
	if (typeof value === 'string') return pseudoText(value);
	if (typeof value === 'function') return (...given: unknown[]) => pseudo(value(...given));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, pseudo(text)]));
}

/** A catalogue of which every text can be told from one that is written into the code. */
export const pseudoWords = (words: Words): Words =>
	// The shape is that of the catalogue it is made from, text by text.
	({ ...(pseudo(words) as Words), locale: 'ru-RU', direction: words.direction });
