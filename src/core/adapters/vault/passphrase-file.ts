import { readFileSync, statSync } from 'node:fs';
import { AppError } from '../../domain/app-error.ts';
import { Secret } from '../../domain/secret.ts';
import { refuseForeign } from '../sqlite/private-files.ts';

const longest = 4096;

/**
 * The passphrase in the file that LATCHKEY_PASSPHRASE_FILE names, for machines where nobody can be asked; null where none is named, or it was
 * wrong. Rejects with STORE_UNSAFE for a file that others can read or may have put there: then it is no secret any more.
 */
export async function passphraseOfFile(wrong: boolean): Promise<Secret | null> {
	const path = process.env.LATCHKEY_PASSPHRASE_FILE;
	if (!path || wrong) return null;
	const unsafe = (problem: string, cause?: unknown) => new AppError('STORE_UNSAFE', { path, problem }, { cause });
	try {
		if (process.platform !== 'win32') {
			refuseForeign(path);
			if (statSync(path).mode & 0o077) throw unsafe('others may read or change it; chmod 600 it');
		}
		const text = readFileSync(path, 'utf8').trim();
		if (text === '' || text.length > longest) throw unsafe('it holds no passphrase');
		return new Secret(text);
	} catch (error) {
		if (error instanceof AppError) throw error;
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
		throw unsafe(`it cannot be read (${code})`, error);
	}
}
