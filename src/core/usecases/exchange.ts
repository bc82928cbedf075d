import type { ApiClient } from '../domain/api-client.ts';
import { AppError, asAppError } from '../domain/app-error.ts';
import type { Connection } from '../domain/connection.ts';
import type { DataCenter } from '../domain/data-center.ts';
import { tokenBudget } from '../domain/token-budget.ts';
import type { ClientCredentials, TokenAnswer } from '../oauth/token-endpoint.ts';
import { HttpFailure } from '../ports/http-client.ts';
import type { OpenSignIn } from '../protocol/sign-in-steps.ts';
import { limited } from './access-tokens.ts';
import { noteSkew } from './clock-skew.ts';
import { type Context, credentialsFor } from './context.ts';
import { finishCandidate } from './finish-candidate.ts';
import type { AskAboutTwin } from './twin.ts';

/**
 * Steps 3 to 8 of every way in: what was obtained from the person is sent to Zoho, the answer is kept before anything else is asked, and
 * becomes a connection once the CRM said whose it is. Where it fails before that, nothing is left behind.
 */
export async function exchange(
	context: Context,
	begun: OpenSignIn,
	client: ApiClient,
	dataCenter: DataCenter,
	obtain: (credentials: ClientCredentials) => Promise<TokenAnswer>,
	askAboutTwin?: AskAboutTwin,
): Promise<Connection> {
	let open = begun;
	return abandoningOnFailure(
		context,
		() => open,
		async () => {
			const credentials = await credentialsFor(context, client, dataCenter);
			open = context.steps.codeAboutToBeSent(open, dataCenter.id);
			const answer = await obtain(credentials).catch((error: unknown) => {
				throw outcomeOf(error, limited(client.name, context.clock.now() + tokenBudget.windowMs));
			});
			open = keepAnswer(context, open, answer);
			return finishCandidate(context, open, askAboutTwin);
		},
	);
}

/**
 * Step 4. Throws REFRESH_TOKEN_MISSING: a connection that ends within the hour is none. Throws SIGN_IN_OUTCOME_UNKNOWN where the disk does
 * not take it: the token then lives at Zoho, and nobody holds it.
 */
export function keepAnswer(context: Context, open: OpenSignIn, answer: TokenAnswer): OpenSignIn {
	if (answer.refreshToken === null) throw new AppError('REFRESH_TOKEN_MISSING');
	const kept = keepOnDisk(context, open, answer);
	noteSkew(context, answer.serverTime);
	return kept;
}

function keepOnDisk(context: Context, open: OpenSignIn, answer: TokenAnswer): OpenSignIn {
	try {
		return context.steps.keepAnswer(open, answer);
	} catch (error) {
		const problem = 'the tokens came, but the database could not be written';
		throw new AppError('SIGN_IN_OUTCOME_UNKNOWN', { problem }, { cause: error });
	}
}

/** Clears a sign-in that failed before its answer was kept; what happens to a kept one is finishCandidate's to say. */
export async function abandoningOnFailure<T>(
	context: Context,
	current: () => OpenSignIn,
	act: () => Promise<T>,
): Promise<T> {
	try {
		return await act();
	} catch (error) {
		await abandon(context, current(), asAppError(error).code);
		throw error;
	}
}

/** What the disk refuses here stays for recovery; why the sign-in failed matters more. */
async function abandon(context: Context, open: OpenSignIn, code: string): Promise<void> {
	try {
		// As it is on disk: what failed after the answer was kept must not throw the answer away.
		const stored = context.store.signIns.all().find(({ id }) => id === open.record.id);
		if (!stored || stored.stage === 'candidate') return;
		const act = code === 'SIGN_IN_OUTCOME_UNKNOWN' ? 'sign-in outcome unknown' : 'sign-in failed';
		context.steps.abandon(open, act, code);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
	}
	await context.entries.collect();
}

/** Once the code has left, a lost answer means that nobody knows whether Zoho issued a token. */
function outcomeOf(error: unknown, whenLimited: AppError): unknown {
	if (!(error instanceof AppError)) return error;
	if (error.code === 'LIMITED') return whenLimited;
	const { cause } = error;
	const isLost = cause instanceof HttpFailure ? cause.sent : error.code === 'PROVIDER_MALFORMED';
	if (!isLost) return error;
	const problem = cause instanceof HttpFailure ? cause.message : error.message;
	return new AppError('SIGN_IN_OUTCOME_UNKNOWN', { problem }, { cause: error });
}
