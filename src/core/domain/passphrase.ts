import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import type { Secret } from './secret.ts';

/** What one guess at a passphrase costs (RFC 7914): 128 * N * r bytes of memory, and time in proportion to N * r * p. */
export interface ScryptCost {
	readonly N: number;
	readonly r: number;
	readonly p: number;
}

/** 128 MB and about half a second; OWASP's recommendation for scrypt. */
export const scryptCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };

const dearestN = 2 ** 18;
const nonceBytes = 12;
const tagBytes = 16;

/** Whether a cost that a file names is worth working for: not cheaper than ours, not dear enough to stop the computer. */
export function isFairCost({ N, r, p }: ScryptCost): boolean {
	return (
		Number.isInteger(Math.log2(N)) && N >= scryptCost.N && N <= dearestN && r === scryptCost.r && p === scryptCost.p
	);
}

/** A 256-bit key. The same passphrase typed on another keyboard (Unicode NFKC) gives the same one. */
export function keyFromPassphrase(passphrase: Secret, salt: Buffer, { N, r, p }: ScryptCost): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const text = passphrase.reveal().normalize('NFKC');
		scrypt(text, salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => (error ? reject(error) : resolve(key)));
	});
}

/** AES-256-GCM: random nonce, ciphertext, tag. It opens only with the same key and the same `beside`. */
export function sealBytes(key: Buffer, beside: string | Buffer, plain: Buffer): Buffer {
	const nonce = randomBytes(nonceBytes);
	const cipher = createCipheriv('aes-256-gcm', key, nonce);
	cipher.setAAD(Buffer.from(beside));
	return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The bytes again, or null where the key, a byte or `beside` is another one. */
export function openBytes(key: Buffer, beside: string | Buffer, sealed: Buffer): Buffer | null {
	if (sealed.length < nonceBytes + tagBytes) return null;
	const end = sealed.length - tagBytes;
	const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
	decipher.setAAD(Buffer.from(beside));
	decipher.setAuthTag(sealed.subarray(end));
	try {
		return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, end)), decipher.final()]);
	} catch {
		return null;
	}
}
