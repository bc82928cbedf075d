import { isSecretText, Secret } from '../domain/secret.ts';

/** What lies in a connection's keychain entry. */
export interface ConnectionEntry {
	readonly sealKey: string;
	/** Null in the entry of a sign-in that has no answer yet. */
	readonly refreshToken: Secret | null;
}

const version = 1;

/** A keychain entry as it is written. */
export function entryText(value: Readonly<Record<string, string>>): string {
	return JSON.stringify({ v: version, ...value });
}

/** A keychain entry as it was read; null where it is none of ours. */
export function parseEntry(text: string): Readonly<Record<string, unknown>> | null {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && 'v' in value && value.v === version ? { ...value } : null;
	} catch {
		return null;
	}
}

/** Null where it is not a connection's. */
export function asConnectionEntry({
	sealKey,
	refreshToken,
}: Readonly<Record<string, unknown>>): ConnectionEntry | null {
	if (typeof sealKey !== 'string' || !/^[\w-]{43}$/.test(sealKey)) return null;
	if (refreshToken === undefined) return { sealKey, refreshToken: null };
	if (typeof refreshToken !== 'string' || !isSecretText(refreshToken)) return null;
	return { sealKey, refreshToken: new Secret(refreshToken) };
}
