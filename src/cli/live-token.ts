import type { KeytarReads } from '../core/adapters/keychain/keytar-reads.ts';
import { readCachedToken } from '../core/adapters/sqlite/read-cached-token.ts';
import type { Secret } from '../core/domain/secret.ts';
import { isFresh, unsealToken } from '../core/protocol/cached-token.ts';
import { asConnectionEntry, parseEntry } from '../core/protocol/entry-text.ts';
import { defaultMinTtlSeconds } from '../shared/min-ttl.ts';
import { leave } from './leave.ts';
import { stdout, writeAtOnce } from './output/write-at-once.ts';

/** Of the right length, and opens nothing. */
const noKey = 'A'.repeat(43);

/**
 * `latchkey token ALIAS` for a token that lives, the act that scripts do most: prints it and ends the process, with a tenth of the code that the
 * verbs share, for loading that takes longer than the act. For all else it does nothing. Never rejects.
 */
export async function printLiveToken(alias: string, database: string, keychain: KeytarReads): Promise<void> {
	const token = await liveToken(alias, database, keychain);
	if (!token) return;
	const { rest, problem } = writeAtOnce(stdout, `${token.reveal()}\n`);
	// A terminal, a full pipe and a full disk are for the verb itself: so short a text goes out as a whole or not at all.
	if (rest !== null || problem !== null) return;
	if (await keychain.hangs()) leave(0);
	process.exit();
}

/** An alias's access token, where that lives and nothing has to be done or said before it is handed out; else null. */
async function liveToken(alias: string, database: string, keychain: KeytarReads): Promise<Secret | null> {
	const now = Date.now();
	const found = readCachedToken(database, alias, now);
	if (!found || !isFresh(found.cached, found.generation, now + defaultMinTtlSeconds * 1000, now)) return null;
	const answer = keychain.read(found.ref);
	// A cipher's first use takes several times as long as any later one: it has that while the keychain answers.
	setImmediate(() => unsealToken(noKey, found.cached));
	const read = await answer;
	const value = read?.state === 'found' ? parseEntry(read.value) : null;
	const entry = value && asConnectionEntry(value);
	return entry && unsealToken(entry.sealKey, found.cached);
}
