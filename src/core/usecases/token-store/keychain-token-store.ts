import { AppError } from '../../domain/app-error.ts';
import type { Connection } from '../../domain/connection.ts';
import { type MatchKey, matchKeys, merged, type OAuthToken, withoutEmpty } from '../../domain/oauth-token.ts';
import { Secret } from '../../domain/secret.ts';
import { tokenDigest } from '../../domain/token-digest.ts';
import { troubleError } from '../../ports/secret-vault.ts';
import type { TokenStore } from '../../ports/token-store.ts';
import { usable } from '../access-tokens.ts';
import { apiClientOf, type Context } from '../context.ts';
import { forget } from '../forget.ts';
import { isRecord, openPart, recordOf, signatureOf } from './record-of.ts';
import { saveNew, saveOver } from './save-token.ts';

/**
 * Latchkey's own token store: a record is a connection, its secrets lie in the keychain, and an alias is taken wherever an id is. What is
 * revoked is no record. Tokens are found by digests beside the rows: finding one reads its own keychain entries and no others.
 * Beside the port's errors: KEYCHAIN_*, SECRET_UNREADABLE, CONNECTION_REVOKED, REVOKE_QUEUED, STORE_*.
 */
export class KeychainTokenStore implements TokenStore {
	readonly #context: Context;

	constructor(context: Context) {
		this.#context = context;
	}

	/** Rejects with KEYCHAIN_* where a grant token matches nothing and the keychain could not take what it is exchanged for: it is good once. */
	async findToken(token: OAuthToken): Promise<OAuthToken | null> {
		const given = withoutEmpty(token);
		const [found] = this.#matching(given);
		if (found) return merged(given, await recordOf(this.#context, found));
		if (given.grantToken) await this.#requireKeychain();
		return null;
	}

	/** The id of a record by id or alias, without the keychain. Throws TOKEN_UNKNOWN. */
	idOf(target: string): string {
		return this.#byId(target).id;
	}

	async findTokenById(id: string): Promise<OAuthToken> {
		return recordOf(this.#context, usable(this.#byId(id)));
	}

	/**
	 * Over a record: its access token becomes the connection's cached one and counts in the token budget; a refresh token that differs gets a
	 * keychain entry of its own by the write protocol. Else a new connection, not checked yet. Rejects with TOKEN_REFUSED where several
	 * records match (a token must not end up in the wrong one), where a new one lacks what a connection needs, or where its API domain belongs
	 * to no known data center; then nothing was written. Rejects with SIGN_IN_UNFINISHED where the refresh token is kept sealed for recovery.
	 */
	async saveToken(token: OAuthToken): Promise<OAuthToken> {
		const given = withoutEmpty(token);
		const saved = await this.#context.locks.exclusively('save-token', () => {
			const target = given.id === null ? this.#onlyMatch(given) : this.#known(given.id);
			return target ? saveOver(this.#context, usable(target), given) : saveNew(this.#context, given);
		});
		return recordOf(this.#context, saved);
	}

	/** Forgets the connection here; Zoho is not told. */
	async deleteToken(id: string): Promise<void> {
		await forget(this.#context, this.#byId(id).id, true);
	}

	async deleteTokens(): Promise<void> {
		for (const { id } of this.#records()) await forget(this.#context, id, true);
	}

	/** One whose keychain entry is lost comes without its secrets. */
	async getTokens(): Promise<readonly OAuthToken[]> {
		const tokens: OAuthToken[] = [];
		for (const connection of this.#records()) {
			const lost = (error: unknown) => {
				if (error instanceof AppError && error.code === 'SECRET_UNREADABLE') return openPart(this.#context, connection);
				throw error;
			};
			tokens.push(await recordOf(this.#context, connection).catch(lost));
		}
		return tokens;
	}

	#records(): readonly Connection[] {
		return this.#context.store.connections.byAge().filter(isRecord);
	}

	#known(id: string): Connection | null {
		const { connections } = this.#context.store;
		const named = connections.byAlias(id);
		// Ids are told apart by case, so aliases are, too.
		return connections.byId(id) ?? (named?.alias === id ? named : null);
	}

	#byId(id: string): Connection {
		const found = this.#known(id);
		if (!found) throw new AppError('TOKEN_UNKNOWN', { id: id.slice(0, 80) });
		return found;
	}

	/** The records that the first key with any finds, the oldest first. */
	#matching(token: OAuthToken): readonly Connection[] {
		for (const key of matchKeys(token)) {
			const found = this.#found(key);
			if (found.length > 0) return found;
		}
		return [];
	}

	#onlyMatch(token: OAuthToken): Connection | null {
		const [first, ...others] = this.#matching(token);
		if (!first || others.length === 0) return first ?? null;
		const aliases = [first, ...others].map(({ alias }) => alias).join(', ');
		throw new AppError('TOKEN_REFUSED', { problem: `several connections match it (${aliases}); give the id of one` });
	}

	#found(key: MatchKey): readonly Connection[] {
		const isOf = (connection: Connection, clientId: string | null) =>
			clientId === null || apiClientOf(this.#context, connection.apiClient).clientId === clientId;
		const holding = (kind: 'access' | 'refresh' | 'grant', token: string, clientId: string | null) => {
			const holders = this.#context.store.sdkRecords.holders(kind, tokenDigest(new Secret(token)));
			if (holders.size === 0) return [];
			return this.#records().filter((connection) => holders.has(connection.id) && isOf(connection, clientId));
		};
		switch (key.by) {
			case 'user':
				return this.#records().filter(
					(connection) =>
						signatureOf(this.#context, connection) === key.userSignature && isOf(connection, key.clientId),
				);
			case 'access':
				return holding('access', key.accessToken, null);
			case 'grant':
				return holding('grant', key.grantToken, key.clientId);
			case 'refresh':
				return holding('refresh', key.refreshToken, key.clientId);
		}
	}

	async #requireKeychain(): Promise<void> {
		const keychain = await this.#context.entries.probe();
		if (keychain.state !== 'ready') throw troubleError(keychain);
	}
}
