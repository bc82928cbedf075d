import { AppError } from '../domain/app-error.ts';
import type { Connection, Identity } from '../domain/connection.ts';
import { readIdentity } from '../oauth/crm-identity.ts';
import { revokeRefreshToken } from '../oauth/revoke-endpoint.ts';
import { refreshAccessToken } from '../oauth/token-endpoint.ts';
import type { Candidate, OpenSignIn } from '../protocol/sign-in-steps.ts';
import { apiClientOf, type Context, credentialsFor, dataCenterById, problemOf } from './context.ts';
import { finishRevokes } from './finish-revokes.ts';
import { type AskAboutTwin, twinOf } from './twin.ts';

/**
 * Steps 5 to 8 of a sign-in: whose token is it, is it the expected org, then make it live. Run by the sign-in itself and, after a crash, by
 * recovery. Rejects with WRONG_ORG or ORG_UNREADABLE (the new token is revoked again), or SIGN_IN_UNFINISHED (kept for later).
 */
export async function finishCandidate(
	context: Context,
	open: OpenSignIn,
	askAboutTwin: AskAboutTwin = async () => 'keep both',
): Promise<Connection> {
	const { record } = open;
	const candidate = context.steps.candidate(open);
	if (candidate === null) {
		context.steps.abandon(open, 'sign-in outcome unknown', 'SIGN_IN_OUTCOME_UNKNOWN');
		throw new AppError('SIGN_IN_OUTCOME_UNKNOWN', { problem: 'the sealed answer does not open' });
	}
	let kept = { open, candidate };
	try {
		let answer = await readIdentity(context.http, candidate.apiDomain, candidate.accessToken);
		if (answer.state === 'refused') {
			kept = await renew(context, kept);
			answer = await readIdentity(context.http, kept.candidate.apiDomain, kept.candidate.accessToken);
		}
		if (answer.state === 'refused') throw new AppError('ORG_UNREADABLE', { reason: 'INVALID_TOKEN' });
		const before = context.store.connections.byId(record.connection);
		if (record.kind === 'reauth') {
			if (!before) throw new AppError('CONNECTION_UNKNOWN', { target: record.alias ?? record.connection });
			const same = before.org.id === answer.identity.org.id && before.user.email === answer.identity.user.email;
			if (!same) throw wrongOrg(before, answer.identity);
		}
		const practice = dataCenterById(context, record.dataCenter).kind === 'practice';
		const chosen = await renewingTwin(context, kept.open, answer.identity, askAboutTwin);
		const connection = await context.steps.complete(chosen, kept.candidate, answer.identity, practice);
		await finishRevokes(context, connection.id);
		return connection;
	} catch (error) {
		throw await settle(context, kept.open, kept.candidate, error);
	}
}

/** The sign-in as one that renews the connection that exists, where the person prefers that to a second one. */
async function renewingTwin(
	context: Context,
	open: OpenSignIn,
	identity: Identity,
	ask: AskAboutTwin,
): Promise<OpenSignIn> {
	const { record } = open;
	const place = { id: record.connection, apiClient: record.apiClient, dataCenter: record.dataCenter };
	const twin = record.kind === 'connect' ? twinOf(context, identity, place) : null;
	if (!twin || (await ask(twin)) === 'keep both') return open;
	return { ...open, record: { ...record, kind: 'reauth', connection: twin.id } };
}

/** The kept answer with a new access token: after a night in the store the old one is over, while the refresh token lives. */
async function renew(
	context: Context,
	{ open, candidate }: { readonly open: OpenSignIn; readonly candidate: Candidate },
) {
	const client = apiClientOf(context, open.record.apiClient);
	const credentials = await credentialsFor(context, client, dataCenterById(context, open.record.dataCenter));
	const answer = await refreshAccessToken(context.http, credentials, candidate.refreshToken).catch((error: unknown) => {
		const isDead = error instanceof AppError && error.code === 'INVALID_CODE';
		throw isDead ? new AppError('ORG_UNREADABLE', { reason: 'INVALID_TOKEN' }, { cause: error }) : error;
	});
	const renewed = { ...answer, refreshToken: answer.refreshToken ?? candidate.refreshToken };
	const next = context.steps.keepAnswer(open, renewed);
	return { open: next, candidate: context.steps.candidate(next) ?? candidate };
}

function wrongOrg(before: Connection, actual: Pick<Connection, 'org' | 'user'>): AppError {
	const words = ({ org, user }: Pick<Connection, 'org' | 'user'>) => `${org.name} (${user.email})`;
	return new AppError('WRONG_ORG', { expected: words(before), actual: words(actual) });
}

/** What becomes of a token that did not become a connection: given back to Zoho where it is of no use, kept where the failure may pass. */
async function settle(context: Context, open: OpenSignIn, candidate: Candidate, error: unknown): Promise<unknown> {
	if (!(error instanceof AppError)) return error;
	if (!['WRONG_ORG', 'ORG_UNREADABLE', 'CONNECTION_UNKNOWN'].includes(error.code)) {
		context.steps.leaveForLater(open);
		return new AppError('SIGN_IN_UNFINISHED', { problem: problemOf(error) }, { cause: error });
	}
	try {
		const client = apiClientOf(context, open.record.apiClient);
		const credentials = await credentialsFor(context, client, dataCenterById(context, open.record.dataCenter));
		await revokeRefreshToken(context.http, credentials, candidate.refreshToken);
	} catch {
		// Kept sealed: recovery comes here again, with the same answer to the question whose token it is.
		context.steps.leaveForLater(open);
		return error;
	}
	context.steps.abandon(open, 'sign-in failed', error.code);
	await context.entries.collect();
	return error;
}
