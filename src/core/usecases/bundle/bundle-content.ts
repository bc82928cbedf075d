import { type ApiClientType, apiClientTypes } from '../../../shared/api-client-types.ts';
import { type LabelColour, labelColours } from '../../../shared/label-colours.ts';
import type { Environment } from '../../../shared/views.ts';
import { AppError } from '../../domain/app-error.ts';
import { isSecretText, Secret } from '../../domain/secret.ts';

/** A data center that a person added on the other computer. */
export interface BundledDataCenter {
	readonly id: string;
	readonly name: string;
	readonly accountsUrl: string;
	readonly apiUrl: string;
}

export interface BundledApiClient {
	readonly name: string;
	readonly clientId: string;
	readonly type: ApiClientType;
	readonly redirectUris: readonly string[];
	readonly scopes: readonly string[];
	/** By data center or "*"; none in a bundle without secrets. */
	readonly secrets: ReadonlyMap<string, Secret>;
}

export interface BundledConnection {
	readonly id: string;
	readonly alias: string;
	readonly customer: string | null;
	/** The client id of its API client. */
	readonly clientId: string;
	readonly dataCenter: string;
	readonly apiDomain: string;
	readonly environment: Environment;
	readonly org: { readonly id: string; readonly name: string };
	readonly user: { readonly email: string; readonly name: string };
	readonly scopes: readonly string[];
	readonly createdAt: number;
	readonly tags: readonly string[];
	readonly colour: LabelColour | null;
	readonly notes: string;
	readonly pinned: boolean;
	readonly refreshToken: Secret | null;
}

export interface BundleContent {
	readonly dataCenters: readonly BundledDataCenter[];
	readonly apiClients: readonly BundledApiClient[];
	readonly connections: readonly BundledConnection[];
}

const caps = { dataCenters: 100, apiClients: 1000, connections: 10_000, words: 200 };
const environments = ['production', 'sandbox', 'developer', 'unknown'] as const;

/** The content as it is written; the one place where its secrets are revealed. */
export function toJson({ dataCenters, apiClients, connections }: BundleContent): unknown {
	return {
		dataCenters,
		apiClients: apiClients.map((client) => ({
			...client,
			secrets: [...client.secrets].map(([dataCenter, secret]) => [dataCenter, secret.reveal()]),
		})),
		connections: connections.map((one) => ({ ...one, refreshToken: one.refreshToken?.reveal() ?? null })),
	};
}

/**
 * The content of an opened bundle, field by field: what is not expected is not taken. Throws BUNDLE_REFUSED with the place, never with what
 * stands there.
 */
export function parseContent(value: unknown, path: string): BundleContent {
	const at = new Reader(value, 'its content', path);
	return {
		dataCenters: at.list('dataCenters', caps.dataCenters).map((one) => ({
			id: one.text('id'),
			name: one.text('name'),
			accountsUrl: one.text('accountsUrl'),
			apiUrl: one.text('apiUrl'),
		})),
		apiClients: at.list('apiClients', caps.apiClients).map((one) => ({
			name: one.text('name'),
			clientId: one.text('clientId'),
			type: one.oneOf('type', apiClientTypes),
			redirectUris: one.texts('redirectUris'),
			scopes: one.texts('scopes'),
			secrets: one.secrets('secrets'),
		})),
		connections: at.list('connections', caps.connections).map(connection),
	};
}

function connection(one: Reader): BundledConnection {
	const [org, user] = [one.inner('org'), one.inner('user')];
	return {
		id: one.text('id'),
		alias: one.text('alias'),
		customer: one.isNull('customer') ? null : one.text('customer'),
		clientId: one.text('clientId'),
		dataCenter: one.text('dataCenter'),
		apiDomain: one.text('apiDomain'),
		environment: one.oneOf('environment', environments),
		org: { id: org.text('id'), name: org.text('name') },
		user: { email: user.text('email'), name: user.text('name') },
		scopes: one.texts('scopes'),
		createdAt: one.time('createdAt'),
		tags: one.texts('tags'),
		colour: one.isNull('colour') ? null : one.oneOf('colour', labelColours),
		notes: one.text('notes', 4000),
		pinned: one.oneOf('pinned', [true, false]),
		refreshToken: one.isNull('refreshToken') ? null : one.secret('refreshToken'),
	};
}

/** Reads the own fields of an object of a stranger's. */
class Reader {
	readonly #fields: ReadonlyMap<string, unknown>;
	readonly #place: string;
	readonly #path: string;

	constructor(value: unknown, place: string, path: string) {
		this.#place = place;
		this.#path = path;
		if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.#wrong('');
		this.#fields = new Map(Object.entries(value));
	}

	isNull(name: string): boolean {
		return this.#fields.get(name) === null;
	}

	text(name: string, longest = 500): string {
		return this.#plain(this.#fields.get(name), name, longest);
	}

	texts(name: string): readonly string[] {
		return this.#array(name, caps.words).map((value) => this.#plain(value, name, 500));
	}

	oneOf<T>(name: string, allowed: readonly T[]): T {
		const found = allowed.find((one) => one === this.#fields.get(name));
		if (found === undefined) throw this.#wrong(name);
		return found;
	}

	time(name: string): number {
		const value = this.#fields.get(name);
		if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw this.#wrong(name);
		return value;
	}

	secret(name: string): Secret {
		return this.#secret(this.#fields.get(name), name);
	}

	secrets(name: string): ReadonlyMap<string, Secret> {
		return new Map(
			this.#array(name, caps.dataCenters).map((pair) => {
				if (!Array.isArray(pair) || pair.length !== 2) throw this.#wrong(name);
				return [this.#plain(pair[0], name, 100), this.#secret(pair[1], name)];
			}),
		);
	}

	inner(name: string): Reader {
		return new Reader(this.#fields.get(name), `${this.#place}, ${name}`, this.#path);
	}

	list(name: string, most: number): readonly Reader[] {
		return this.#array(name, most).map((value, index) => new Reader(value, `${name} ${index + 1}`, this.#path));
	}

	#array(name: string, most: number): readonly unknown[] {
		const value = this.#fields.get(name);
		if (!Array.isArray(value) || value.length > most) throw this.#wrong(name);
		return value;
	}

	#plain(value: unknown, name: string, longest: number): string {
		if (typeof value !== 'string' || value.length > longest || !value.isWellFormed() || value.includes('\0'))
			throw this.#wrong(name);
		return value;
	}

	#secret(value: unknown, name: string): Secret {
		if (typeof value !== 'string' || !isSecretText(value)) throw this.#wrong(name);
		return new Secret(value);
	}

	#wrong(name: string): AppError {
		const place = name === '' ? this.#place : `${this.#place}, ${name}`;
		return new AppError('BUNDLE_REFUSED', { path: this.#path, problem: `${place}: not as Latchkey writes it` });
	}
}
