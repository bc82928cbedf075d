import { spokenBy } from '../shared/languages.ts';
import type { Call } from './endpoint.ts';
import { de } from './languages/de.ts';
import { en, type PageWords } from './languages/en.ts';

const catalogues = { en, de } as const;

/** The texts of a page in the language that the browser asks for; in English where nobody speaks it here. */
export const wordsFor = ({ headers }: Pick<Call, 'headers'>): PageWords =>
	catalogues[spokenBy(headers['accept-language'])];
