import { KeytarReads } from '../core/adapters/keychain/keytar-reads.ts';
import { canLeave, leave } from './leave.ts';
import { stdout, writeAtOnce } from './output/write-at-once.ts';

/**
 * `latchkey token ALIAS` for a token that lives, the act that scripts do most: prints it and ends the process, with a tenth of the code that the
 * verbs share, for loading that takes longer than the act. For all else it does nothing, and resolves to what has met the keychain by now.
 */
export async function tokenAtOnce(alias: string, database: string): Promise<KeytarReads | null> {
	if (!canLeave) return null;
	const keychain = new KeytarReads();
	// The keychain's first answer takes as long as all that follows here, so it is asked before that is loaded.
	keychain.warmUp();
	const { liveToken } = await import('./live-token.ts');
	const token = await liveToken(alias, database, keychain);
	if (!token) return keychain;
	const { rest, problem } = writeAtOnce(stdout, `${token.reveal()}\n`);
	// A terminal, a full pipe and a full disk are for the verb itself: so short a text goes out as a whole or not at all.
	if (rest !== null || problem !== null) return keychain;
	if (await keychain.hangs()) leave(0);
	process.exit();
}
