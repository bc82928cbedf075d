import fc from 'fast-check';

/** A code of the right shape. */
export const goodCode = '1000.0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef';

/** Short texts that careless code stumbles over. */
export const junk = fc.oneof(
	fc.string({ maxLength: 12, unit: 'binary' }),
	fc.string({ maxLength: 12 }),
	fc.constantFrom('%', '%0', '%00', '%0d%0a', '+', '\u202e', '\ufeff', '../', '<script>', "' or 1=1", '\\'),
);

/** Like encodeURIComponent, but takes a lone surrogate, too. */
export function encodeURIComponentSafe(text: string): string {
	return encodeURIComponent(text.toWellFormed());
}
