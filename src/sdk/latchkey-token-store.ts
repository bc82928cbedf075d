import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import { merged, type OAuthToken } from '../core/domain/oauth-token.ts';
import { defaultMinTtlSeconds } from '../shared/min-ttl.ts';
import { latchkeyError } from './latchkey-error.ts';
import { openCore } from './open-core.ts';
import { asZohoSdk, scriptsSdk, scriptsStoreClass, storeClassOf, type ZohoSdk } from './zoho-packages.ts';
import { fill, fromZoho, isZohoToken, type ZohoToken } from './zoho-token.ts';

/** How a store is opened; nothing of it is needed in most scripts. */
export interface LatchkeyOptions {
	/** Latchkey's folder, where it is not the usual one; as LATCHKEY_HOME. */
	readonly home?: string;
	/** Alias or id: the store then holds this one connection and knows of no other, whatever a token says. */
	readonly connection?: string;
	/** The SDK itself (`import * as ZOHOCRMSDK`), for scripts that were bundled; else it is found from the script that was started. */
	readonly sdk?: object;
	/** Lets `deleteTokens` forget every connection. */
	readonly allowDeleteAll?: boolean;
}

/**
 * The token store with which Zoho's CRM SDKs for Node and TypeScript run on Latchkey's connections. Every token that it hands out lives five
 * minutes at least: Latchkey renews it, once for all processes, so that the SDK never does. It does not keep a script's process alive.
 */
export class LatchkeyTokenStore {
	readonly #core: Core;
	readonly #options: LatchkeyOptions;
	#closing: Promise<void> | null = null;

	private constructor(core: Core, options: LatchkeyOptions) {
		this.#core = core;
		this.#options = options;
	}

	/** Opens Latchkey's store on this machine. Rejects with STORE_*, or TOKEN_UNKNOWN where `connection` is not there. */
	static async open(options: LatchkeyOptions = {}): Promise<LatchkeyTokenStore> {
		// The Node SDK takes instances of its own class alone, and importing that one here would tie Latchkey to one copy of it.
		const base = options.sdk ? storeClassOf(options.sdk) : await scriptsStoreClass();
		if (base) Object.setPrototypeOf(LatchkeyTokenStore.prototype, base.prototype);
		let core: Core | null = null;
		try {
			core = openCore(options.home);
			const store = new LatchkeyTokenStore(core, options);
			// A script that ended while it saved left its token in the keychain.
			await core.recover();
			if (options.connection !== undefined) store.#idOf(options.connection);
			return store;
		} catch (error) {
			await core?.close();
			throw latchkeyError(error, options.sdk ? asZohoSdk(options.sdk) : null);
		}
	}

	/** The given token, filled from its record; null where none matches. */
	findToken<Token extends object>(token: Token): Promise<Token | null> {
		return this.#answering(async () => {
			const given = fromZoho(token);
			const only = this.#options.connection;
			const found = only === undefined ? await this.#core.tokenStore.findToken(given) : { id: this.#idOf(only) };
			if (!found?.id || !isZohoToken(token)) return null;
			const live = await this.#live(found.id);
			const { id, accessToken, expiresIn, apiDomain } = live;
			fill(token, { ...merged(given, live), id, accessToken, expiresIn, apiDomain });
			return token;
		});
	}

	/** By id or alias; rejects with TOKEN_UNKNOWN. */
	findTokenById(id: string): Promise<ZohoToken> {
		return this.#answering(async () => this.#asZoho(await this.#live(this.#idOf(id))));
	}

	/** Saves, and sets the token's id. */
	saveToken(token: object): Promise<void> {
		return this.#answering(async () => {
			const { id: ownId, ...given } = fromZoho(token);
			const only = this.#options.connection;
			const id = only === undefined ? ownId : this.#idOf(ownId ?? only);
			const saved = await this.#core.tokenStore.saveToken({ ...given, id });
			if (isZohoToken(token)) token.setId(saved.id);
		});
	}

	/** Forgets the connection here; Zoho is not told. */
	deleteToken(id: string): Promise<void> {
		return this.#answering(() => this.#core.tokenStore.deleteToken(this.#idOf(id)));
	}

	/** As they are, not renewed: the access token of one that was long unused is over. */
	getTokens(): Promise<ZohoToken[]> {
		return this.#answering(async () => {
			const only = this.#options.connection;
			const onlyId = only === undefined ? null : this.#idOf(only);
			const records = await this.#core.tokenStore.getTokens();
			const shown = records.filter(({ id }) => onlyId === null || id === onlyId);
			return Promise.all(shown.map((record) => this.#asZoho(record)));
		});
	}

	/** Refused unless the store was opened for it: it would forget every customer. */
	deleteTokens(): Promise<void> {
		return this.#answering(async () => {
			const { allowDeleteAll, connection } = this.#options;
			if (!allowDeleteAll) throw new AppError('DELETE_ALL_REFUSED');
			if (connection === undefined) await this.#core.tokenStore.deleteTokens();
			else await this.#core.tokenStore.deleteToken(this.#idOf(connection));
		});
	}

	/** Lets go of the database and the keychain's process; a script that ends does that, too. */
	close(): Promise<void> {
		this.#closing ??= this.#core.close();
		return this.#closing;
	}

	/** The id of a connection by id or alias. Throws TOKEN_UNKNOWN, also for one that this store was not opened for. */
	#idOf(target: string): string {
		const { tokenStore } = this.#core;
		const only = this.#options.connection;
		const id = tokenStore.idOf(target);
		if (only !== undefined && id !== tokenStore.idOf(only)) throw new AppError('TOKEN_UNKNOWN', { id });
		return id;
	}

	/** The record with an access token that lives long enough. Its expiry is by this machine's clock, as the SDK compares it. */
	async #live(id: string): Promise<OAuthToken> {
		const { accessToken, expiresInSeconds } = await this.#core.connections.token(id, defaultMinTtlSeconds);
		const expiresIn = Date.now() + expiresInSeconds * 1000;
		return { ...(await this.#core.tokenStore.findTokenById(id)), accessToken, expiresIn };
	}

	async #asZoho(record: OAuthToken): Promise<ZohoToken> {
		const sdk = await this.#sdk();
		const token: unknown = sdk && new sdk.OAuthToken(null, null, null, null, null, null, null, null);
		if (!isZohoToken(token)) {
			const problem =
				'no Zoho CRM SDK is found beside the script; pass it: LatchkeyTokenStore.open({ sdk: ZOHOCRMSDK })';
			throw new AppError('TOKEN_STORE_FAILED', { place: 'of Latchkey', problem });
		}
		fill(token, record);
		return token;
	}

	async #sdk(): Promise<ZohoSdk | null> {
		return this.#options.sdk ? asZohoSdk(this.#options.sdk) : scriptsSdk(this);
	}

	async #answering<Result>(act: () => Promise<Result>): Promise<Result> {
		try {
			return await act();
		} catch (error) {
			throw latchkeyError(error, await this.#sdk().catch(() => null));
		}
	}
}
