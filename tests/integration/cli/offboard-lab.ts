import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import keytar from 'keytar';
import { expect } from 'vitest';
import { inStore, type Lab, openLab } from './lab.ts';

/** The `data` of an offboarding, as far as the tests look at it. */
export interface Offboarded {
	readonly customer: string;
	readonly complete: boolean;
	readonly connections: readonly {
		readonly connection: { readonly alias: string; readonly status: string };
		readonly proof: Readonly<Record<string, unknown>>;
		readonly forgotten: boolean;
		readonly error: { readonly code: string } | null;
	}[];
	readonly earlier: readonly { readonly alias: string }[];
	readonly left: readonly { readonly state: string; readonly what: string; readonly next: string }[];
	readonly audit: {
		readonly rows: readonly { readonly seq: number; readonly act: string; readonly hash: string }[];
		readonly head: { readonly seq: number; readonly hash: string };
		readonly firstBreak: number | null;
	};
}

/** Whose connections the labs have. */
export const customer = 'Acme GmbH';
/** The proof of a connection of which nothing is left. */
export const proved = {
	revoked: true,
	refreshRefused: true,
	keychainEntries: 'gone',
	sealedValues: 0,
	replacedTokens: 0,
};

/** A lab with two connections of the customer, one of them production, and one of another customer. */
export async function labWithCustomer() {
	const lab = await openLab();
	const { cli } = lab;
	await lab.connect('acme', 'acme');
	await lab.connect('acme-box', 'acme-sandbox');
	await lab.connect('globex', 'globex');
	for (const alias of ['acme', 'acme-box']) await cli.json(['edit', alias, '--customer', customer]);
	await cli.json(['edit', 'globex', '--customer', 'Globex']);
	return lab;
}

/** A refresh token, its keychain entry, and the alias of its connection. */
export interface Held {
	readonly ref: string;
	readonly owner: string;
	readonly refreshToken: string;
}

/** The refresh tokens in the keychain, by the connection that holds them. */
export async function heldTokens({ cli }: Lab): Promise<readonly Held[]> {
	const sql =
		"SELECT v.ref, c.alias AS owner FROM vault_entry v JOIN connection c ON c.id = v.owner WHERE v.kind = 'connection'";
	const rows = inStore(cli, (store) => store.prepare(sql).all()) as { ref: string; owner: string }[];
	return Promise.all(
		rows.map(async ({ ref, owner }) => {
			const { refreshToken } = JSON.parse((await keytar.getPassword('Latchkey', ref)) ?? '{}');
			return { ref, owner, refreshToken };
		}),
	);
}

/** Whether the CRM still gives an access token for it. */
export async function isAlive({ crm, clientSecret }: Lab, refreshToken: string): Promise<boolean> {
	const [eu] = crm.dataCenters;
	const body = new URLSearchParams({
		...{ grant_type: 'refresh_token', refresh_token: refreshToken },
		...{ client_id: '1000.LABCLIENT', client_secret: clientSecret },
	});
	const answer = await fetch(`${eu?.accountsUrl}/oauth/v2/token`, { method: 'POST', body });
	const said: { access_token?: string; error?: string } = JSON.parse(await answer.text());
	// Any other error would say nothing about the token.
	if (!said.access_token) expect(said.error).toBe('invalid_code');
	return said.access_token !== undefined;
}

/** Files of a folder that hold one of the texts, as it is or in base64. */
export function filesWith(folder: string, texts: readonly string[]): readonly string[] {
	const forms = texts.flatMap((text) => [text, Buffer.from(text).toString('base64').replace(/=+$/, '')]);
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((name) => join(folder, name))
		.filter((path) => statSync(path).isFile())
		.filter((path) => forms.some((form) => readFileSync(path).includes(form)));
}

/** Those of the customer's connections. */
export const ofCustomer = (held: readonly Held[]) => held.filter(({ owner }) => owner !== 'globex');

/** The last row of the audit log. */
export const head = ({ cli }: Lab) =>
	inStore(cli, (store) => store.prepare('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1').get());
