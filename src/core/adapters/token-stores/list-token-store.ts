import type { OAuthToken } from '../../domain/oauth-token.ts';
import type { TokenStore } from '../../ports/token-store.ts';
import { unknown } from './records.ts';
import { findByIdIn, findIn, saveIn } from './token-list.ts';

/** Keeps the records in memory; they end with the process. */
export class ListTokenStore implements TokenStore {
	#list: readonly OAuthToken[] = [];

	async findToken(token: OAuthToken): Promise<OAuthToken | null> {
		return findIn(this.#list, token);
	}

	async findTokenById(id: string): Promise<OAuthToken> {
		return findByIdIn(this.#list, id);
	}

	async saveToken(token: OAuthToken): Promise<OAuthToken> {
		const { stored, replaces } = saveIn(this.#list, token);
		this.#list = replaces ? this.#list.map((one) => (one === replaces ? stored : one)) : [...this.#list, stored];
		return stored;
	}

	async deleteToken(id: string): Promise<void> {
		const left = this.#list.filter((one) => one.id !== id);
		if (left.length === this.#list.length) throw unknown(id);
		this.#list = left;
	}

	async deleteTokens(): Promise<void> {
		this.#list = [];
	}

	async getTokens(): Promise<readonly OAuthToken[]> {
		return this.#list;
	}
}
