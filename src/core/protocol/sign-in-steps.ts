import type { ExpectedEnvironment } from '../../shared/views.ts';
import { AppError } from '../domain/app-error.ts';
import { type Connection, type Identity, type Problem, proposeAlias } from '../domain/connection.ts';
import { type ConnectionId, newId } from '../domain/ids.ts';
import { Secret } from '../domain/secret.ts';
import { tokenBudget } from '../domain/token-budget.ts';
import { tokenDigest } from '../domain/token-digest.ts';
import type { TokenAnswer } from '../oauth/token-endpoint.ts';
import type { Clock } from '../ports/clock.ts';
import type { Locks } from '../ports/locks.ts';
import type { SignInRecord, Store } from '../ports/store.ts';
import { newSealKey, seal, unseal } from './seal.ts';
import type { VaultEntries } from './vault-entries.ts';

/** A sign-in whose first steps are done, with the key that will seal Zoho's answer. */
export interface OpenSignIn {
	readonly record: SignInRecord;
	readonly sealKey: string;
	/** What the org is expected to be; null: any environment. Sealed with Zoho's answer, so that recovery knows it, too. */
	readonly expects: ExpectedEnvironment | null;
}

export interface SignInIntent {
	readonly kind: SignInRecord['kind'];
	readonly connection: ConnectionId;
	readonly apiClient: SignInRecord['apiClient'];
	readonly dataCenter: string;
	readonly alias: string | null;
	readonly customer: string | null;
	readonly scopes: readonly string[];
	readonly expects: ExpectedEnvironment | null;
	readonly practice: boolean;
}

/** Names of the points between two steps; tests end the process or fail there. */
export type StepName =
	| 'intent'
	| 'key-stored'
	| 'code-sent'
	| 'candidate'
	| 'verified'
	| 'entry-stored'
	| 'flipped'
	| 'old-revoked';

/** The steps of connect and re-auth, one method each (README.md in this folder). */
export class SignInSteps {
	readonly #store: Store;
	readonly #entries: VaultEntries;
	readonly #locks: Locks;
	readonly #clock: Clock;
	/** Told at every step. */
	readonly reached: (step: StepName) => void;

	constructor(store: Store, entries: VaultEntries, locks: Locks, clock: Clock, reached: (step: StepName) => void) {
		this.#store = store;
		this.#entries = entries;
		this.#locks = locks;
		this.#clock = clock;
		this.reached = reached;
	}

	/** Steps 1 and 2. Throws KEYCHAIN_* with nothing left behind but a dead entry. */
	async begin(intent: SignInIntent): Promise<OpenSignIn> {
		const sealKey = newSealKey();
		const record = this.#store.transaction(() => {
			const ref = this.#entries.begin('connection', intent.connection);
			const { kind, connection, apiClient, dataCenter, alias, customer, scopes } = intent;
			const signIn: SignInRecord = {
				id: newId.signIn(),
				...{ kind, connection, apiClient, dataCenter, alias, customer, scopes, ref },
				stage: 'intent',
				sealed: null,
				lease: this.#locks.lease(),
				startedAt: this.#clock.now(),
			};
			this.#store.signIns.put(signIn);
			return signIn;
		});
		this.reached('intent');
		try {
			await this.#entries.fill(record.ref, { sealKey });
		} catch (error) {
			this.#store.signIns.remove(record.id);
			throw error;
		}
		this.reached('key-stored');
		return { record, sealKey, expects: intent.expects };
	}

	/** Step 3: from here on a crash may cost a token slot, and recovery says so. */
	codeAboutToBeSent(open: OpenSignIn, dataCenter: string): OpenSignIn {
		const sent: SignInRecord = { ...open.record, stage: 'code_sent', dataCenter };
		this.#store.signIns.put(sent);
		this.reached('code-sent');
		return { ...open, record: sent };
	}

	/** Step 4: the moment the answer parses, before anything else is asked. */
	keepAnswer({ record, sealKey, expects }: OpenSignIn, answer: TokenAnswer): OpenSignIn {
		const text = JSON.stringify({
			accessToken: answer.accessToken.reveal(),
			refreshToken: answer.refreshToken?.reveal(),
			expiresAt: this.#clock.now() + answer.expiresInSeconds * 1000,
			apiDomain: answer.apiDomain,
			expects,
		});
		const kept: SignInRecord = { ...record, stage: 'candidate', sealed: seal(sealKey, place(record), text) };
		this.#store.signIns.put(kept);
		this.reached('candidate');
		return { record: kept, sealKey, expects };
	}

	/** The answer that step 4 kept, or null where it does not open any more. */
	candidate({ record, sealKey }: Pick<OpenSignIn, 'record' | 'sealKey'>): Candidate | null {
		const text = record.sealed && unseal(sealKey, place(record), record.sealed);
		if (text === null) return null;
		// What an older version kept expects nothing.
		const { accessToken, refreshToken, expiresAt, apiDomain, expects = null } = JSON.parse(text);
		const tokens = { accessToken: new Secret(accessToken), refreshToken: new Secret(refreshToken) };
		return { ...tokens, expiresAt, apiDomain, expects };
	}

	/**
	 * Steps 6 and 7. What was there before stays whole until the one transaction that replaces it. With a problem the connection is not
	 * checked yet, whatever it can do.
	 */
	async complete(
		open: OpenSignIn,
		candidate: Candidate,
		identity: Identity,
		practice: boolean,
		problem: Problem | null = null,
	): Promise<Connection> {
		const { record, sealKey } = open;
		this.reached('verified');
		const ref = this.#store.transaction(() =>
			this.#entries.begin('connection', record.connection, candidate.refreshToken),
		);
		await this.#entries.fill(ref, { sealKey, refreshToken: candidate.refreshToken.reveal() });
		this.reached('entry-stored');
		const saved = await this.#locks.exclusively(record.connection, async () =>
			this.#store.transaction(() => {
				const before = this.#store.connections.byId(record.connection);
				if (record.kind === 'reauth' && !before) {
					this.#store.vaultEntries.setState(ref, 'dead');
					return null;
				}
				const now = this.#clock.now();
				const generation = (before?.generation ?? 0) + 1;
				const connection: Connection = {
					id: record.connection,
					alias: before?.alias ?? this.#freeAlias(record, identity),
					customer: before?.customer ?? record.customer,
					apiClient: record.apiClient,
					dataCenter: record.dataCenter,
					apiDomain: candidate.apiDomain,
					environment: identity.environment,
					org: identity.org,
					user: identity.user,
					scopes: record.scopes,
					practice,
					ref,
					generation,
					status: problem ? 'unverified' : 'connected',
					problem,
					lastCheckedAt: now,
					waitingUntil: null,
					revokedAt: null,
					createdAt: before?.createdAt ?? now,
				};
				this.#store.vaultEntries.setState(ref, 'live');
				this.#store.connections.put(connection);
				const sealed = seal(
					sealKey,
					{ connection: connection.id, field: 'access_token', generation },
					candidate.accessToken.reveal(),
				);
				const { expiresAt } = candidate;
				const digest = tokenDigest(candidate.accessToken);
				this.#store.accessTokens.put({ connection: connection.id, generation, sealed, expiresAt }, digest);
				this.#store.mintedTokens.add(ref, now, now - tokenBudget.windowMs);
				this.#store.signIns.remove(record.id);
				this.#store.vaultEntries.setState(record.ref, 'dead');
				if (before?.ref) {
					this.#store.vaultEntries.setState(before.ref, 'dead');
					const { apiClient, dataCenter } = before;
					this.#store.journal.add({ ref: before.ref, connection: before.id, apiClient, dataCenter });
				}
				const act = record.kind === 'reauth' ? 're-authenticated' : problem ? 'parked' : 'connected';
				this.#audit(act, record, { alias: connection.alias });
				return connection;
			}),
		);
		// Forgotten meanwhile: it must not come back.
		if (!saved) throw new AppError('CONNECTION_UNKNOWN', { target: record.alias ?? record.connection });
		this.reached('flipped');
		return saved;
	}

	/** Lets go of a sign-in whose answer is kept: whoever recovers next goes on with it. Where the disk refuses that, the end of this process does it. */
	leaveForLater({ record }: Pick<OpenSignIn, 'record'>): void {
		try {
			this.#store.signIns.put({ ...record, lease: nobody });
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
		}
	}

	/** Ends a sign-in that leads nowhere; its entry is dead, nothing else changed. */
	abandon(
		{ record }: Pick<OpenSignIn, 'record'>,
		act: 'sign-in failed' | 'sign-in outcome unknown',
		reason: string,
	): void {
		this.#store.transaction(() => {
			this.#store.signIns.remove(record.id);
			// What a refresh left is sealed under the connection's own entry, which stays.
			const isItsOwn = this.#store.connections.byId(record.connection)?.ref === record.ref;
			if (!isItsOwn) this.#store.vaultEntries.setState(record.ref, 'dead');
			this.#audit(act, record, { reason });
		});
	}

	/** The alias that was asked for, or one made from the org's name; another process may have taken either meanwhile. */
	#freeAlias(record: SignInRecord, identity: Identity): string {
		const isTaken = (alias: string) => this.#store.connections.byAlias(alias) !== null;
		if (record.alias !== null && !isTaken(record.alias)) return record.alias;
		return proposeAlias(record.alias ?? identity.org.name, record.dataCenter, isTaken);
	}

	#audit(act: string, record: SignInRecord, details: Readonly<Record<string, string>>): void {
		this.#store.audit.append({ at: this.#clock.now(), act, connection: record.connection, details });
	}
}

/** Zoho's answer as step 4 kept it. */
export interface Candidate {
	readonly accessToken: Secret;
	readonly refreshToken: Secret;
	readonly expiresAt: number;
	readonly apiDomain: string;
	readonly expects: ExpectedEnvironment | null;
}

/** A lease that no process holds. */
const nobody = 'nobody';

function place(record: SignInRecord) {
	return { connection: record.connection, field: 'candidate', generation: 0 } as const;
}
