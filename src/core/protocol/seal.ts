import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Where a sealed value belongs; a value moved to another row, field or generation does not open. */
export interface SealedPlace {
	readonly connection: string;
	readonly field: 'access_token' | 'candidate' | 'grant_token' | 'saved_token' | 'rotated_token';
	readonly generation: number;
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/** A new 256-bit key, base64url. */
export function newSealKey(): string {
	return randomBytes(32).toString('base64url');
}

/** AES-256-GCM: version byte, random nonce, tag, ciphertext. */
export function seal(key: string, place: SealedPlace, text: string): Buffer {
	const nonce = randomBytes(nonceBytes);
	const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce);
	cipher.setAAD(associatedData(place));
	const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), body]);
}

/** The text again, or null where key, place or bytes do not fit: tampered with, or sealed under a key that is gone. */
export function unseal(key: string, place: SealedPlace, sealed: Buffer): string | null {
	if (sealed.length < 1 + nonceBytes + tagBytes || sealed[0] !== version) return null;
	try {
		const nonce = sealed.subarray(1, 1 + nonceBytes);
		const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), nonce, { authTagLength: tagBytes });
		decipher.setAAD(associatedData(place));
		decipher.setAuthTag(sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes));
		return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes + tagBytes)), decipher.final()]).toString(
			'utf8',
		);
	} catch {
		return null;
	}
}

function associatedData({ connection, field, generation }: SealedPlace): Buffer {
	return Buffer.from(`${version}|${connection}|${field}|${generation}`, 'utf8');
}
