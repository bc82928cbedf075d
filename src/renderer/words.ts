import { useSyncExternalStore } from 'react';
import type { Language } from '../shared/languages.ts';
import { de } from './languages/de/index.ts';
import { en, type Words } from './languages/en/index.ts';

const catalogues: Readonly<Record<Language, Words>> = { en, de };

const listeners = new Set<() => void>();

/** The texts of the language that is spoken now. Read them where they are shown, never once for a whole module. */
export let words: Words = en;

/** The language that is spoken now. */
export let language: Language = 'en';

/** Speaks another language from now on; `catalogue` is for tests that speak one of their own. */
export function speak(wanted: Language, catalogue: Words = catalogues[wanted]): void {
	if (catalogue === words) return;
	language = wanted;
	words = catalogue;
	for (const listener of listeners) listener();
}

/** The texts that are spoken now, for what must begin anew with another language. */
export const useSpoken = () =>
	useSyncExternalStore(
		(listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		() => words,
	);
