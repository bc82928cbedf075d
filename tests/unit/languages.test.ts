import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { de as mainDe } from '../../src/main/languages/de.ts';
import { en as mainEn } from '../../src/main/languages/en.ts';
import { de } from '../../src/renderer/languages/de/index.ts';
import { en } from '../../src/renderer/languages/en/index.ts';
import { germanErrors } from '../../src/shared/error-codes.de.ts';
import { type ErrorCode, type ErrorRow, errorTable } from '../../src/shared/error-codes.ts';
import { germanFragments } from '../../src/shared/error-fragments.de.ts';
import { errorIn } from '../../src/shared/error-in.ts';
import { errorWords } from '../../src/shared/error-words.ts';
import { formsOf, languageOf, spokenBy } from '../../src/shared/languages.ts';

type Text = string | ((...given: unknown[]) => unknown);

/** Every text of a catalogue by its path; a list is one text. */
function textsOf(catalogue: object, path: readonly string[] = []): ReadonlyMap<string, Text> {
	const found = Object.entries(catalogue).flatMap(([name, value]): (readonly [string, Text])[] => {
		const place = [...path, name];
		if (typeof value === 'object' && value !== null) return [...textsOf(value, place)];
		return [[place.join('.'), value]];
	});
	return new Map(found);
}

/** Stands for whatever is given to a text, and shows as "‹name›" or as a number of its own wherever it is put. */
function marker(name: string, number: number, used: Set<string>): unknown {
	const shows = () => {
		used.add(name);
		return `‹${name}›`;
	};
	const target = () => undefined;
	return new Proxy(target, {
		get: (_, key) => {
			if (key === Symbol.toPrimitive)
				return (hint: string) => {
					used.add(name);
					return hint === 'string' ? shows() : number;
				};
			if (key === Symbol.iterator) return () => [shows()][Symbol.iterator]();
			if (key === 'join') return shows;
			if (key === 'length') return 1;
			return marker(`${name}.${String(key)}`, number, used);
		},
	});
}

/** What a text says with markers, and which of them it used. */
function sayWith(text: Text, arity: number): { readonly said: string; readonly used: readonly string[] } {
	if (typeof text === 'string') return { said: text, used: [] };
	const used = new Set<string>();
	const given = Array.from({ length: arity }, (_, place) => marker(String(place), 1_000_000 + place, used));
	const result = text(...given);
	const said = typeof result === 'object' ? JSON.stringify(result) : String(result);
	return { said, used: [...used].sort() };
}

const arityOf = (text: Text | undefined) => (typeof text === 'function' ? text.length : 0);

/** The same in both languages, and right so. */
const sameOnPurpose = [
	/^appName$/,
	/^direction$/,
	/^environment\.(production|sandbox|developer)$/,
	/^environmentLong\.sandbox$/,
	/^settings\.languages\.(en|de)$/,
	/^apiClient\.(nameDefault|nameSelfClient|types\..*\.name|name|scopes)$/,
	/^wayIn\.names\.(browser|import)$/,
	/\.alias$/,
	/\.org$/,
	/^acts\.(of|details)$/,
	/^connect\.deviceCode$/,
	/^reauth\.scopes$/,
	/^exports\.forms\./,
	/^exports\.form$/,
	/^bulk\.pause$/,
	/^labels\.colours\.orange$/,
	/^settings\.(proxy|version|practice)$/,
	/^sidebar\.number$/,
	/^palette\.general$/,
	/^list\.colour$/,
	/^list\.columns\.(status|scopes)$/,
	/^vault\.passphrase$/,
	/^settings\.browser$/,
	/^imports\.(host|port)$/,
	/^filter\.(open|title|status)$/,
	/^shortcuts\.keys\.(escape|tab)$/,
];

describe.each([
	['window', en, de],
	['main process', mainEn, mainDe],
])('the texts of the %s', (_, english, german) => {
	const englishTexts = textsOf(english);
	const germanTexts = textsOf(german);

	it('are the same ones in both languages', () => {
		expect([...germanTexts.keys()].sort()).toEqual([...englishTexts.keys()].sort());
	});

	it('are translated', () => {
		const same = [...englishTexts].filter(([path, text]) => {
			const arity = arityOf(text);
			const translated = sayWith(germanTexts.get(path) ?? '', arity).said === sayWith(text, arity).said;
			return translated && !sameOnPurpose.some((each) => each.test(path));
		});
		expect(same.map(([path]) => path)).toEqual([]);
	});

	it('use what they are given, in both languages', () => {
		for (const [path, text] of englishTexts) {
			const arity = arityOf(text);
			const { used } = sayWith(text, arity);
			for (let place = 0; place < arity; place += 1)
				expect(
					used.some((name) => name.split('.')[0] === String(place)),
					`${path}: parameter ${place}`,
				).toBe(true);
			expect(sayWith(germanTexts.get(path) ?? '', arity).used, path).toEqual(used);
		}
	});
});

it('no text counts by itself: the number forms are those of the language', () => {
	const counting = globSync('src/{renderer,main/languages}/**/*.{ts,tsx}').filter((file) =>
		/\b(count|total|length)\b === 1 \?/.test(readFileSync(file, 'utf8')),
	);
	expect(counting).toEqual([]);
});

describe('the German errors', () => {
	const placesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
	const codes = Object.keys(errorTable) as ErrorCode[];

	it('say what the English ones say, with the same details', () => {
		for (const code of codes) {
			const { sentence, hint, inWindow }: ErrorRow = errorTable[code];
			const german = germanErrors[code];
			expect(new Set(placesOf(german.sentence)), code).toEqual(new Set(placesOf(sentence)));
			const next = inWindow ?? hint;
			expect(placesOf(next), code).toEqual(expect.arrayContaining(placesOf(german.hint)));
			// A command of the terminal need not be said in the window.
			const needed = placesOf(next.replaceAll(/`[^`]*`/g, ''));
			expect(placesOf(german.hint), code).toEqual(expect.arrayContaining(needed));
			if (code !== 'USAGE') expect(german.sentence, code).not.toBe(sentence);
			expect(german.hint, code).not.toBe(inWindow ?? hint);
		}
	});

	it('have each fragment of the core, as it is written there', () => {
		const sources = globSync('src/{core,main,practice,renderer}/**/*.ts').map((file) => readFileSync(file, 'utf8'));
		const source = sources.join('\n').replaceAll(/\\(['`])/g, '$1');
		const isComposed = (english: string) => / of its records | \(\{email\}\)$|, \w+ \(/.test(english);
		for (const [english, german] of germanFragments.filter(([english]) => !isComposed(english))) {
			const parts = english.split(/\{\w+\}/).sort((a, b) => b.length - a.length);
			expect(source.includes(parts[0] ?? ''), english).toBe(true);
			expect(
				placesOf(german).filter((name) => !placesOf(english).includes(name)),
				english,
			).toEqual([]);
		}
	});

	it('put details into German, too, also the sentence of another error', () => {
		const unreachable = errorWords(
			'PROVIDER_UNREACHABLE',
			{ host: 'accounts.zoho.eu', problem: 'the connection was refused' },
			'window',
		);
		expect(errorIn('de', unreachable).message).toBe(
			'accounts.zoho.eu ist nicht erreichbar (die Verbindung wurde abgelehnt). Die Zugangsdaten sind vermutlich in Ordnung.',
		);
		const nested = errorWords('SIGN_IN_UNFINISHED', { problem: unreachable.message }, 'window');
		expect(errorIn('de', nested).message).toContain('nicht erreichbar (die Verbindung wurde abgelehnt)');
		const plain = errorWords('PROVIDER_UNREACHABLE', { host: 'a', problem: 'ENOBUFS' }, 'window');
		expect(errorIn('de', plain).message).toContain('(ENOBUFS)');
		expect(errorIn('en', plain)).toEqual({ message: plain.message, hint: plain.hint });
	});

	it('leave what the command line says in English', () => {
		const inTerminal = errorWords('NEEDS_REAUTH', { alias: 'acme' });
		expect(inTerminal.details).toBeUndefined();
		expect(errorIn('de', inTerminal).message).toBe(inTerminal.message);
	});
});

it('the language of the computer is spoken where it is known', () => {
	expect(languageOf('system', 'de-AT')).toBe('de');
	expect(languageOf('system', 'fr-FR')).toBe('en');
	expect(languageOf('en', 'de-DE')).toBe('en');
	expect(formsOf('de-DE').counted(10_000, { one: '# Verbindung', other: '# Verbindungen' })).toBe(
		'10.000 Verbindungen',
	);
});

it('no module of the window reads a text when it is loaded: it would keep the language of that moment', async () => {
	vi.doMock('../../src/renderer/words.ts', () => ({
		words: new Proxy({}, { get: (_, key) => expect.fail(`words.${String(key)} is read when a module is loaded`) }),
		language: 'en',
		useSpoken: () => null,
	}));
	const modules = globSync('src/renderer/**/*.{ts,tsx}').filter(
		(file) => !/main\.tsx$|words\.ts$|languages/.test(file),
	);
	for (const file of modules) await import(/* @vite-ignore */ resolve(file));
	vi.doUnmock('../../src/renderer/words.ts');
});

it.each([
	[undefined, 'en'],
	['', 'en'],
	['de', 'de'],
	['DE-at', 'de'],
	['fr-FR, de;q=0.7, en;q=0.3', 'de'],
	['en-GB,en;q=0.9,de;q=0.8', 'en'],
	['de;q=0.2, en;q=0.9', 'en'],
	['de;q=0, fr', 'en'],
	['fr;q=1.0', 'en'],
	['*;q=0.1, <script>', 'en'],
	['de;q=nothing', 'de'],
])('a browser that asks for %o is spoken to in %s', (wishes, language) => {
	expect(spokenBy(wishes)).toBe(language);
});
