import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const authorization = {
	clientId: z.string(),
	location: z.string(),
	email: z.string(),
	org: z.string(),
	scopes: z.array(z.string()).readonly(),
};

const grant = z.strictObject({
	...authorization,
	id: z.string(),
	refreshTokenHash: hash,
	/** When access tokens were made from it, epoch ms; what is older than the window of the limit is left out. */
	minted: z.array(z.number()),
});

const accessToken = z.strictObject({
	...authorization,
	hash,
	/** The grant that it came from; null: made without a refresh token. */
	grantId: z.string().nullable(),
	/** Epoch ms. */
	expiresAt: z.number(),
});

const grantState = z.strictObject({
	version: z.literal(1),
	consents: z.array(z.strictObject({ clientId: z.string(), email: z.string() })),
	grants: z.array(grant),
	accessTokens: z.array(accessToken),
});

/** What a person allowed a client: who, in which org and data center, and the scopes. */
export type Authorization = Readonly<z.infer<z.ZodObject<typeof authorization>>>;
/** A living refresh token, by its hash. */
export type Grant = z.infer<typeof grant>;
/** A living access token, by its hash. */
export type AccessToken = z.infer<typeof accessToken>;
/** All that outlives a restart: hashes, never a token. */
export type GrantState = z.infer<typeof grantState>;

/** A state without any grant. */
export const emptyGrantState: GrantState = { version: 1, consents: [], grants: [], accessTokens: [] };

/**
 * Reads the state; empty when there is no file. A file that cannot be understood is kept as `FILE.damaged` and
 * `onDamage` is told; rejects when the file system fails.
 */
export async function readGrantFile(file: string, onDamage: (keptAs: string) => void): Promise<GrantState> {
	const text = await readFile(file, 'utf8').catch((error: unknown) => {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw error;
	});
	if (text === null) return emptyGrantState;
	const state = grantState.safeParse(parseJson(text));
	if (state.success) return state.data;
	const keptAs = `${file}.damaged`;
	await rename(file, keptAs);
	onDamage(keptAs);
	return emptyGrantState;
}

/** Replaces the file in one step, mode 0600: a crash leaves the old state or the new one, never half of one. */
export async function writeGrantFile(file: string, state: GrantState): Promise<void> {
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
	try {
		const handle = await open(temporary, 'wx', 0o600);
		try {
			await handle.writeFile(JSON.stringify(state));
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(temporary, file);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
