import { AppError } from '../domain/app-error.ts';
import type { TokenVariable } from './token-variables.ts';

// Control characters, direction marks and other line ends, which a terminal or an editor obeys; lone surrogates, which UTF-8 has not.
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;

/** An EXPORT_REFUSED; the value itself is not named, it may be the token. */
export function refusal(format: string, name: string, problem: string): AppError {
	return new AppError('EXPORT_REFUSED', { format, problem: `${name} ${problem}` });
}

/** The value, which is one line of text that a terminal shows as it is. Throws EXPORT_REFUSED for any other. */
export function oneLine(format: string, { name, value }: Pick<TokenVariable, 'name' | 'value'>): string {
	if (unprintable.test(value)) throw refusal(format, name, 'has a control character');
	return value;
}

/** The value, in which Postman and Bruno would replace nothing. Throws EXPORT_REFUSED where it holds a `{{`, which neither can escape. */
export function withoutTemplate(format: string, { name, value }: TokenVariable): string {
	if (value.includes('{{')) throw refusal(format, name, 'has two opening braces, which begin a variable there');
	return value;
}
