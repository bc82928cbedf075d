import type { QuickReads } from '../core/adapters/keychain/quick-reads.ts';
import { readCachedToken } from '../core/adapters/sqlite/read-cached-token.ts';
import type { Secret } from '../core/domain/secret.ts';
import { isFresh, unsealToken } from '../core/protocol/cached-token.ts';
import { asConnectionEntry, parseEntry } from '../core/protocol/entry-text.ts';
import { defaultMinTtlSeconds } from '../shared/min-ttl.ts';

/** An alias's access token, where that lives and nothing has to be done or said before it is handed out; else null. Never rejects. */
export async function liveToken(alias: string, database: string, keychain: QuickReads): Promise<Secret | null> {
	const now = Date.now();
	const found = readCachedToken(database, alias, now);
	if (!found || !isFresh(found.cached, found.generation, now + defaultMinTtlSeconds * 1000, now)) return null;
	const read = await keychain.read(found.ref);
	const value = read?.state === 'found' ? parseEntry(read.value) : null;
	const entry = value && asConnectionEntry(value);
	return entry && unsealToken(entry.sealKey, found.cached);
}
