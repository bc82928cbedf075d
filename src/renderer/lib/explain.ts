import { errorIn, type SaidError } from '../../shared/error-in.ts';
import type { ErrorWords } from '../../shared/error-words.ts';
import { language } from '../words.ts';

/** An error in the language that is spoken now; call it where it is shown. */
export const explain = (error: ErrorWords): SaidError => errorIn(language, error);
