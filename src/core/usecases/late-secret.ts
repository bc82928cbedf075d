import { type ApiClient, secretRefFor } from '../domain/api-client.ts';
import { AppError } from '../domain/app-error.ts';
import type { DataCenter } from '../domain/data-center.ts';
import { addApiClient, dropSecret } from './api-clients.ts';
import { apiClientOf, type Context, missingSecret, requireSecretRef } from './context.ts';
import type { PostedSignIn, SignInBoard } from './sign-in-board.ts';
import { waitForPerson } from './wait-for-person.ts';

/**
 * The API client with a secret for where the user turned out to live; asked for now, while the sign-in is alive, where it is missing and
 * somebody can answer within `limitMs`. Rejects with CLIENT_SECRET_MISSING or SIGN_IN_CANCELLED.
 */
export async function withSecret(
	context: Context,
	board: SignInBoard,
	{ id, secret, stop }: PostedSignIn,
	{ client, landed, mayAsk, limitMs }: LateSecret,
): Promise<ApiClient> {
	if (secretRefFor(client, landed.id) === null && mayAsk) {
		board.tell(id, { state: 'needs_secret', dataCenter: landed.id });
		const given = await waitForPerson(secret, stop, limitMs, () => missingSecret(client, landed));
		const { name, clientId, type, redirectUris, scopes } = client;
		const dataCenter = landed.id;
		await addApiClient(context, { name, clientId, type, redirectUris, scopes, clientSecret: given, dataCenter });
	}
	const current = apiClientOf(context, client.id);
	requireSecretRef(current, landed);
	return current;
}

interface LateSecret {
	readonly client: ApiClient;
	readonly landed: DataCenter;
	readonly mayAsk: boolean;
	readonly limitMs: number;
}

/** Runs the first use of a secret: one that was typed just now and that Zoho refuses must not stay, so that the next sign-in asks again. */
export async function firstUse<T>(
	context: Context,
	before: ApiClient,
	dataCenter: DataCenter,
	use: () => Promise<T>,
): Promise<T> {
	try {
		return await use();
	} catch (error) {
		const isNew = secretRefFor(before, dataCenter.id) === null;
		const isRefused = error instanceof AppError && error.code === 'INVALID_CLIENT_SECRET';
		if (isNew && isRefused) await dropSecret(context, before.id, dataCenter.id);
		throw error;
	}
}
