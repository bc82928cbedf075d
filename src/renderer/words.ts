import { en } from './languages/en.ts';

/** The form of a catalogue: every language has every text. */
export type Words = typeof en;

/** The texts of the language that is spoken now. Read them where they are shown, never once for a whole module. */
export const words: Words = en;
