import type { ExpectedEnvironment } from '../../shared/views.ts';
import { AppError, asAppError } from '../domain/app-error.ts';
import type { Connection, Identity, Problem } from '../domain/connection.ts';
import { newId } from '../domain/ids.ts';
import { readIdentity } from '../oauth/crm-identity.ts';
import { revokeRefreshToken } from '../oauth/revoke-endpoint.ts';
import { refreshAccessToken } from '../oauth/token-endpoint.ts';
import type { SignInRecord } from '../ports/store.ts';
import type { Candidate, OpenSignIn } from '../protocol/sign-in-steps.ts';
import { apiClientOf, type Context, credentialsFor, dataCenterById, problemOf } from './context.ts';
import { finishRevokes } from './finish-revokes.ts';
import { type AskAboutTwin, twinOf } from './twin.ts';

/**
 * Steps 5 to 8 of a sign-in: whose token is it, is it the expected org, then make it live. Run by the sign-in itself and, after a crash, by
 * recovery. Rejects with WRONG_ORG (the new token is parked as a connection of its own, or revoked again where that org is connected
 * already), ENVIRONMENT_MISMATCH (parked, too), ORG_UNREADABLE or SIGN_IN_CANCELLED (revoked again), or SIGN_IN_UNFINISHED (kept for later).
 */
export async function finishCandidate(
	context: Context,
	begun: Pick<OpenSignIn, 'record' | 'sealKey'>,
	askAboutTwin: AskAboutTwin = async () => 'keep both',
): Promise<Connection> {
	const { record } = begun;
	const candidate = context.steps.candidate(begun);
	if (candidate === null) {
		context.steps.abandon(begun, 'sign-in outcome unknown', 'SIGN_IN_OUTCOME_UNKNOWN');
		throw new AppError('SIGN_IN_OUTCOME_UNKNOWN', { problem: 'the sealed answer does not open' });
	}
	let kept = { open: { ...begun, expects: candidate.expects }, candidate };
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
			if (!isSamePlace(before, answer.identity)) return await park(context, kept, before, answer.identity);
		}
		if (candidate.expects !== null && candidate.expects !== answer.identity.environment)
			return await parkUnexpected(context, kept, candidate.expects, answer.identity);
		const practice = isPractice(context, record);
		const chosen = await renewingTwin(context, kept, answer.identity, askAboutTwin);
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
	{ open, candidate }: { readonly open: OpenSignIn; readonly candidate: Candidate },
	identity: Identity,
	ask: AskAboutTwin,
): Promise<OpenSignIn> {
	const { record } = open;
	const place = { id: record.connection, apiClient: record.apiClient, dataCenter: record.dataCenter };
	const twin = record.kind === 'connect' ? twinOf(context, identity, place) : null;
	const choice = twin ? await ask(twin) : 'keep both';
	if (!twin || choice === 'keep both') return open;
	if (choice === 'cancel') {
		await keepTokenOf(context, twin, open, candidate, 'SIGN_IN_CANCELLED');
		throw new AppError('SIGN_IN_CANCELLED');
	}
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

/** Whether a token belongs to what a connection stands for. What nobody has seen of it yet (an import) is taken from the token. */
function isSamePlace({ org, user, environment }: Connection, actual: Identity): boolean {
	const agree = (known: string, seen: string, unknown = '') => known === unknown || known === seen;
	return (
		agree(org.id, actual.org.id) &&
		agree(user.email, actual.user.email) &&
		(agree(environment, actual.environment, 'unknown') || actual.environment === 'unknown')
	);
}

/**
 * The browser was signed in as somebody else. What came is not lost: it becomes a connection of its own that nobody has confirmed yet,
 * unless its org is connected already. Always rejects, with WRONG_ORG, whose detail `other` is the id of the connection of that org.
 */
async function park(
	context: Context,
	{ open, candidate }: { readonly open: OpenSignIn; readonly candidate: Candidate },
	before: Connection,
	actual: Identity,
): Promise<never> {
	const { record } = open;
	const wrongOrg = (other: Connection, outcome: string) =>
		new AppError('WRONG_ORG', {
			...{ alias: before.alias, expected: inWords(before), actual: inWords(actual), outcome, other: other.id },
		});
	const place = { id: record.connection, apiClient: record.apiClient, dataCenter: record.dataCenter };
	const twin = twinOf(context, actual, place);
	if (twin) {
		await keepTokenOf(context, twin, open, candidate, 'WRONG_ORG');
		throw wrongOrg(twin, `The other one is connected already as "${twin.alias}"; the new token was given back.`);
	}
	const problem: Problem = { code: 'PARKED', details: { alias: before.alias } };
	const draft = { ...record, kind: 'connect', connection: newId.connection(), alias: null, customer: null } as const;
	const parked = await context.steps.complete({ ...open, record: draft }, candidate, actual, before.practice, problem);
	await context.entries.collect();
	throw wrongOrg(parked, `The other one is kept apart as "${parked.alias}", not checked yet.`);
}

/**
 * The org is another environment than the person expected, or does not say which. Nothing that a script or a person asks for by the alias that
 * was meant must reach it: it becomes a connection with an alias of its own that nobody has confirmed yet. Always rejects, with
 * ENVIRONMENT_MISMATCH, whose detail `other` is the id of that connection.
 */
async function parkUnexpected(
	context: Context,
	{ open, candidate }: { readonly open: OpenSignIn; readonly candidate: Candidate },
	expected: ExpectedEnvironment,
	actual: Identity,
): Promise<never> {
	const found = { expected, actual: inWords(actual) };
	const problem: Problem = { code: 'ENVIRONMENT_MISMATCH', details: { ...found, outcome: 'It is kept apart.' } };
	const unnamed = { ...open, record: { ...open.record, alias: null } };
	const practice = isPractice(context, open.record);
	const parked = await context.steps.complete(unnamed, candidate, actual, practice, problem);
	await context.entries.collect();
	const outcome = `It is kept apart as "${parked.alias}", not checked yet.`;
	throw new AppError('ENVIRONMENT_MISMATCH', { ...found, outcome, other: parked.id });
}

function isPractice(context: Context, { dataCenter }: Pick<SignInRecord, 'dataCenter'>): boolean {
	return dataCenterById(context, dataCenter).kind === 'practice';
}

/** Zoho may hand out the token that it gave before: giving that back would end the other connection, so the sign-in ends without. */
async function keepTokenOf(
	context: Context,
	twin: Connection,
	open: OpenSignIn,
	candidate: Candidate,
	code: 'WRONG_ORG' | 'SIGN_IN_CANCELLED',
): Promise<void> {
	if (await isHeldBy(context, twin, candidate)) context.steps.abandon(open, 'sign-in failed', code);
}

async function isHeldBy(
	{ entries }: Context,
	{ ref, alias }: Connection,
	{ refreshToken }: Candidate,
): Promise<boolean> {
	const entry = ref && (await entries.openConnection(ref, alias));
	return entry?.refreshToken?.reveal() === refreshToken.reveal();
}

function inWords({ org, user, environment }: Identity): string {
	return `${org.name}, ${environment} (${user.email})`;
}

function unfinished(error: AppError): AppError {
	return new AppError('SIGN_IN_UNFINISHED', { problem: problemOf(error) }, { cause: error });
}

/** What becomes of a token that did not become a connection: given back to Zoho where it is of no use, kept where the failure may pass. */
async function settle(context: Context, open: OpenSignIn, candidate: Candidate, error: unknown): Promise<unknown> {
	if (!(error instanceof AppError)) return error;
	const isSettled = !context.store.signIns.all().some(({ id }) => id === open.record.id);
	if (isSettled) return error;
	if (!['WRONG_ORG', 'ORG_UNREADABLE', 'CONNECTION_UNKNOWN', 'SIGN_IN_CANCELLED'].includes(error.code)) {
		context.steps.leaveForLater(open);
		return unfinished(error);
	}
	try {
		const client = apiClientOf(context, open.record.apiClient);
		const credentials = await credentialsFor(context, client, dataCenterById(context, open.record.dataCenter));
		await revokeRefreshToken(context.http, credentials, candidate.refreshToken);
	} catch (cause) {
		// Kept sealed: recovery comes here again, with the same answer to the question whose token it is.
		context.steps.leaveForLater(open);
		// Whether it was cancelled recovery does not know.
		return error.code === 'SIGN_IN_CANCELLED' ? unfinished(asAppError(cause)) : error;
	}
	context.steps.abandon(open, 'sign-in failed', error.code);
	await context.entries.collect();
	return error;
}
