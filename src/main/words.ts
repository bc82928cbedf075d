import { app } from 'electron';
import { type Language, languageOf } from '../shared/languages.ts';
import type { Settings } from '../shared/settings.ts';
import { de } from './languages/de.ts';
import { en, type MainWords } from './languages/en.ts';

const catalogues: Readonly<Record<Language, MainWords>> = { en, de };

/** The language that the settings choose; "system" is that of the computer, as in the window. */
export const languageNow = ({ language }: Pick<Settings, 'language'>): Language =>
	languageOf(language, app.getLocale());

/** The texts of the main process in that language. Read them where they are shown. */
export const wordsFor = (settings: Pick<Settings, 'language'>): MainWords => catalogues[languageNow(settings)];
