import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '../domain/app-error.ts';
import type { CallbackLocation } from '../domain/data-center.ts';
import { isSecretText, Secret } from '../domain/secret.ts';
import { plainWord } from './answer.ts';

/** A callback whose state was matched by the listener. */
export interface Callback extends CallbackLocation {
	readonly code: Secret;
}

/** The parameters of an address that a person copied from the browser; none where it is not even that. */
export function parametersOf(address: string): URLSearchParams {
	const text = address.trim();
	const cut = text.indexOf('?');
	return new URLSearchParams(cut < 0 ? '' : text.slice(cut + 1).replace(/#.*$/s, ''));
}

/** Compares in constant time, whatever the lengths. */
export function isSameText(one: string, other: string): boolean {
	const hash = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(hash(one), hash(other));
}

/** Reads the callback's parameters. Throws SIGN_IN_DENIED, SIGN_IN_REFUSED or CALLBACK_INVALID; each parameter may stand there once. */
export function parseCallback(parameters: URLSearchParams): Callback {
	const one = (name: string): string | null => {
		const values = parameters.getAll(name);
		if (values.length > 1) throw new AppError('CALLBACK_INVALID', { problem: `"${name}" stands there twice` });
		return values[0] || null;
	};
	const error = one('error');
	// UNCONFIRMED: Zoho's docs name access_denied, but not the parameter it comes in.
	if (error === 'access_denied') throw new AppError('SIGN_IN_DENIED');
	if (error !== null) throw new AppError('SIGN_IN_REFUSED', { reason: plainWord(error) });
	const code = one('code');
	if (code === null || !isSecretText(code)) throw new AppError('CALLBACK_INVALID', { problem: 'it has no code' });
	return { code: new Secret(code), accountsServer: one('accounts-server'), location: one('location') };
}
