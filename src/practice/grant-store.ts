import { randomUUID } from 'node:crypto';
import type { AccessToken, Authorization, Grant, GrantState } from './grant-file.ts';
import { hashToken, newToken, type TokenFamily } from './new-token.ts';

const minute = 60_000;

/** Zoho's limits; where its documents disagree, the strictest that a caller must survive (CRM "Token validity"). */
export const grantLimits = {
	accessTokenLifeMs: 60 * minute,
	refreshTokensPerUserAndClient: 20,
	accessTokensPerGrant: 15,
	mintsPerWindow: 10,
	mintWindowMs: 10 * minute,
} as const;

/** Whose token it may be: a null client means any. */
export interface TokenOwner {
	readonly location: string;
	readonly clientId: string | null;
}

/** The two kinds of tokens, named as in a `token_type` parameter. */
export type TokenKind = 'refresh_token' | 'access_token';

/** Consents, refresh tokens and access tokens of every data center, by hash, within Zoho's limits. */
export class GrantStore {
	readonly #now: () => number;
	readonly #save: (state: GrantState) => Promise<void>;
	readonly #consents: Map<string, { clientId: string; email: string }>;
	readonly #grants: Map<string, Grant>;
	readonly #accessTokens: Map<string, AccessToken>;
	#unsaved = false;
	#saving = Promise.resolve();

	constructor(state: GrantState, now: () => number, save: (state: GrantState) => Promise<void>) {
		this.#now = now;
		this.#save = save;
		this.#consents = new Map(state.consents.map((consent) => [consentKey(consent), consent]));
		this.#grants = new Map(state.grants.map((grant) => [grant.id, { ...grant }]));
		this.#accessTokens = new Map(state.accessTokens.map((token) => [token.hash, token]));
	}

	/** Notes that a user accepted a client; true the first time. */
	recordConsent({ clientId, email }: Authorization): boolean {
		const consent = { clientId, email };
		const first = !this.#consents.has(consentKey(consent));
		this.#consents.set(consentKey(consent), consent);
		this.#unsaved ||= first;
		return first;
	}

	/** Makes a refresh token. The 21st of a user and client silently ends the oldest, used or not. */
	openGrant(
		authorization: Authorization,
		family: TokenFamily = '1000',
	): { readonly grant: Grant; readonly refreshToken: string } {
		const { clientId, email } = authorization;
		const siblings = [...this.#grants.values()].filter((one) => one.clientId === clientId && one.email === email);
		for (const grant of siblings.slice(
			0,
			Math.max(0, siblings.length + 1 - grantLimits.refreshTokensPerUserAndClient),
		)) {
			this.#endGrant(grant);
		}
		const refreshToken = newToken(family);
		const grant = { ...authorization, id: randomUUID(), refreshTokenHash: hashToken(refreshToken), minted: [] };
		this.#grants.set(grant.id, grant);
		this.#unsaved = true;
		return { grant, refreshToken };
	}

	/** The grant of a refresh token, if it lives and belongs to that owner. */
	findGrant(refreshToken: string, owner: TokenOwner): Grant | undefined {
		const hash = hashToken(refreshToken);
		return [...this.#grants.values()].find((grant) => grant.refreshTokenHash === hash && isOwner(owner, grant));
	}

	/** Replaces the refresh token of a grant. Zoho does not do that today; a caller must survive it all the same. */
	rotate(grant: Grant, family: TokenFamily): string {
		const refreshToken = newToken(family);
		this.#grants.set(grant.id, { ...grant, refreshTokenHash: hashToken(refreshToken) });
		this.#unsaved = true;
		return refreshToken;
	}

	/** Makes an access token that lives one hour; null when the grant made 10 in the last 10 minutes, its first included. */
	mintAccessToken(authorization: Authorization, grant: Grant | null, family: TokenFamily = '1000'): string | null {
		const now = this.#now();
		this.#dropExpired(now);
		if (grant) {
			grant.minted = grant.minted.filter((time) => time > now - grantLimits.mintWindowMs);
			if (grant.minted.length >= grantLimits.mintsPerWindow) return null;
			grant.minted.push(now);
			const [oldest, ...others] = this.#accessTokensOf(grant);
			if (oldest && others.length + 1 >= grantLimits.accessTokensPerGrant) this.#accessTokens.delete(oldest.hash);
		}
		const { clientId, location, email, org, scopes } = authorization;
		const token = newToken(family);
		const hash = hashToken(token);
		const expiresAt = now + grantLimits.accessTokenLifeMs;
		this.#accessTokens.set(hash, {
			clientId,
			location,
			email,
			org,
			scopes,
			hash,
			grantId: grant?.id ?? null,
			expiresAt,
		});
		this.#unsaved = true;
		return token;
	}

	/** What an access token allows, if it lives and belongs to that owner. */
	findAccessToken(token: string, owner: TokenOwner): AccessToken | undefined {
		const found = this.#accessTokens.get(hashToken(token));
		return found && found.expiresAt > this.#now() && isOwner(owner, found) ? found : undefined;
	}

	/** Ends a token of one of the kinds; a refresh token takes its access tokens along. False when there is none. */
	revoke(token: string, owner: TokenOwner, kinds: readonly TokenKind[]): boolean {
		const grant = kinds.includes('refresh_token') ? this.findGrant(token, owner) : undefined;
		const accessToken = kinds.includes('access_token') ? this.findAccessToken(token, owner) : undefined;
		if (grant) this.#endGrant(grant);
		if (accessToken) this.#accessTokens.delete(accessToken.hash);
		this.#unsaved ||= Boolean(grant ?? accessToken);
		return Boolean(grant ?? accessToken);
	}

	/** Removes a user's connected apps: every refresh token, access token and consent. Says how many grants ended. */
	revokeUser(email: string): number {
		const grants = [...this.#grants.values()].filter((grant) => grant.email === email);
		for (const grant of grants) this.#endGrant(grant);
		for (const [hash, token] of this.#accessTokens) if (token.email === email) this.#accessTokens.delete(hash);
		for (const [key, consent] of this.#consents) if (consent.email === email) this.#consents.delete(key);
		this.#unsaved = true;
		return grants.length;
	}

	/** Settles when all changes so far are saved; rejects when saving failed, and then tries again at the next call. */
	async saved(): Promise<void> {
		const unsaved = this.#unsaved;
		this.#unsaved = false;
		if (unsaved) {
			this.#saving = this.#saving
				.catch(() => {})
				.then(() => this.#save(this.#snapshot()))
				.catch((error: unknown) => {
					this.#unsaved = true;
					throw error;
				});
		}
		await this.#saving;
	}

	#snapshot(): GrantState {
		this.#dropExpired(this.#now());
		return {
			version: 1,
			consents: [...this.#consents.values()],
			grants: [...this.#grants.values()],
			accessTokens: [...this.#accessTokens.values()],
		};
	}

	#endGrant(grant: Grant): void {
		this.#grants.delete(grant.id);
		for (const { hash } of this.#accessTokensOf(grant)) this.#accessTokens.delete(hash);
	}

	#accessTokensOf(grant: Grant): AccessToken[] {
		return [...this.#accessTokens.values()].filter((token) => token.grantId === grant.id);
	}

	#dropExpired(now: number): void {
		for (const [hash, token] of this.#accessTokens) if (token.expiresAt <= now) this.#accessTokens.delete(hash);
	}
}

function isOwner(owner: TokenOwner, token: TokenOwner): boolean {
	return owner.location === token.location && (owner.clientId === null || owner.clientId === token.clientId);
}

function consentKey({ clientId, email }: { readonly clientId: string; readonly email: string }): string {
	return JSON.stringify([clientId, email]);
}
