import { AppError } from '../domain/app-error.ts';
import { isSecretText, type Secret } from '../domain/secret.ts';
import { exchangeSelfClientCode, refreshAccessToken } from '../oauth/token-endpoint.ts';
import { beginSignIn, checkRequest, type FinishedSignIn, type SignInRequest } from './connect-request.ts';
import { type Context, requireSecretRef } from './context.ts';
import { exchange } from './exchange.ts';
import { noticesFor } from './sign-in-notices.ts';

/** Connects, or renews a connection, with a code of the API console's Self Client ("Generate Code"). Ends as every sign-in: verified, or nothing is saved. */
export function connectWithCode(context: Context, request: SignInRequest, code: Secret): Promise<FinishedSignIn> {
	return connectWith(context, request, code, 'code', (credentials) =>
		exchangeSelfClientCode(context.http, credentials, code),
	);
}

/** Connects, or renews a connection, with a refresh token from elsewhere: it is used once, so that only one that works is kept. */
export function connectWithRefreshToken(
	context: Context,
	request: SignInRequest,
	token: Secret,
): Promise<FinishedSignIn> {
	return connectWith(context, request, token, 'refresh token', async (credentials) => {
		const answer = await refreshAccessToken(context.http, credentials, token);
		return { ...answer, refreshToken: answer.refreshToken ?? token };
	});
}

async function connectWith(
	context: Context,
	request: SignInRequest,
	secret: Secret,
	what: string,
	obtain: Parameters<typeof exchange>[4],
): Promise<FinishedSignIn> {
	if (!isSecretText(secret.reveal()))
		throw new AppError('USAGE', { problem: `That is no ${what}.`, command: 'connect' });
	const checked = checkRequest(context, request);
	const { client, dataCenter, askAboutTwin } = checked;
	requireSecretRef(client, dataCenter);
	const open = await beginSignIn(context, checked);
	const connection = await exchange(context, open, client, dataCenter, obtain, askAboutTwin);
	context.emit({ type: 'store-changed' });
	return { connection, notices: noticesFor(context, connection, dataCenter, dataCenter, open.record) };
}
