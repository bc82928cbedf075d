import { randomBytes } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import { isFairCost, keyFromPassphrase, openBytes, scryptCost, sealBytes } from '../../domain/passphrase.ts';
import type { Secret } from '../../domain/secret.ts';

// The form is documented in docs/bundle.md.

const name = 'latchkey-bundle';
const version = 1;
const longestHeader = 1000;

/** The largest file that is read. */
export const maxBundleBytes = 20 * 1024 * 1024;

/** A content as the text of a file that only the passphrase opens. */
export async function sealBundle(content: unknown, passphrase: Secret): Promise<string> {
	const salt = randomBytes(32);
	const header = JSON.stringify({
		kdf: { name: 'scrypt', ...scryptCost },
		salt: salt.toString('base64'),
		cipher: 'aes-256-gcm',
	});
	const beside = `${name} ${version}\n${header}\n`;
	const key = await keyFromPassphrase(passphrase, salt, scryptCost);
	return `${beside}${sealBytes(key, beside, Buffer.from(JSON.stringify(content), 'utf8')).toString('base64')}\n`;
}

/** Throws BUNDLE_REFUSED for a text that is no bundle, or one of a newer Latchkey: its passphrase need not be asked for. */
export function requireBundle(text: string, path: string): void {
	const refuse = (problem: string) => new AppError('BUNDLE_REFUSED', { path, problem });
	const found = /^latchkey-bundle (\d{1,4})\n/.exec(text)?.[1];
	if (found === undefined) throw refuse('it is no bundle of Latchkey');
	if (Number(found) > version) throw refuse('it was written by a newer Latchkey');
}

/**
 * What was sealed. Rejects with BUNDLE_REFUSED as `requireBundle`, and with BUNDLE_CLOSED: in the same words for a wrong passphrase and for a
 * byte that changed, for nobody can tell them apart, and without any work for a cost that is none of ours.
 */
export async function openBundle(text: string, passphrase: Secret, path: string): Promise<unknown> {
	requireBundle(text, path);
	const closed = () => new AppError('BUNDLE_CLOSED', { path });
	const [first = '', header = '', body = '', ...rest] = text.split('\n');
	const parsed = header.length <= longestHeader ? parseHeader(header) : null;
	const sealed = Buffer.from(body, 'base64');
	// Node skips what is no base64.
	if (!parsed || rest.join('') !== '' || sealed.toString('base64') !== body) throw closed();
	const key = await keyFromPassphrase(passphrase, parsed.salt, parsed.cost);
	const plain = openBytes(key, `${first}\n${header}\n`, sealed);
	if (!plain) throw closed();
	return JSON.parse(plain.toString('utf8'));
}

function parseHeader(header: string) {
	try {
		const { kdf, salt, cipher } = JSON.parse(header);
		const cost = { N: Number(kdf.N), r: Number(kdf.r), p: Number(kdf.p) };
		const isOurs = kdf.name === 'scrypt' && cipher === 'aes-256-gcm' && typeof salt === 'string' && salt.length === 44;
		return isOurs && isFairCost(cost) ? { cost, salt: Buffer.from(salt, 'base64') } : null;
	} catch {
		return null;
	}
}
