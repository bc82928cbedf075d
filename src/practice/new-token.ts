import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How a token begins: 1004 when it came by the device flow. */
export type TokenFamily = '1000' | '1004';

/** A new code or token in Zoho's form: `1000.` + 32 hex + `.` + 32 hex (256 random bits). */
export function newToken(family: TokenFamily = '1000'): string {
	return `${family}.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`;
}

/** How a token begins. What a refresh makes begins like the refresh token. */
export function familyOf(token: string): TokenFamily {
	return token.startsWith('1004.') ? '1004' : '1000';
}

/** The SHA-256 of a text in hex: what is kept of a token. No salt is needed, a token holds 256 random bits. */
export function hashToken(token: string): string {
	return sha256(token).toString('hex');
}

/** Compares two secrets in constant time; hashing first makes their lengths equal. */
export function sameSecret(left: string, right: string): boolean {
	return timingSafeEqual(sha256(left), sha256(right));
}

function sha256(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
