import { setTimeout as sleep } from 'node:timers/promises';
import type { SignInView } from '../../shared/views.ts';
import type { ApiClient } from '../domain/api-client.ts';
import { AppError } from '../domain/app-error.ts';
import type { DataCenter } from '../domain/data-center.ts';
import { plainWord } from '../oauth/answer.ts';
import { type DeviceCode, type DevicePoll, pollDevice, requestDeviceCode } from '../oauth/device-endpoint.ts';
import type { TokenAnswer } from '../oauth/token-endpoint.ts';
import type { OpenSignIn } from '../protocol/sign-in-steps.ts';
import {
	beginSignIn,
	type CheckedSignIn,
	checkRequest,
	type FinishedSignIn,
	requireSameDataCenter,
	type SignInRequest,
} from './connect-request.ts';
import { type Context, credentialsFor, requireSecretRef, sameKind } from './context.ts';
import { abandoningOnFailure, keepAnswer } from './exchange.ts';
import { finishCandidate } from './finish-candidate.ts';
import { firstUse, withSecret } from './late-secret.ts';
import type { PostedSignIn, SignInBoard } from './sign-in-board.ts';
import { noticesFor } from './sign-in-notices.ts';
import { waitForVault } from './wait-for-vault.ts';
import { waitingView } from './waiting-view.ts';

/** A sign-in on another device: the person opens the page and types the code, both in the view. */
export interface StartedDevice {
	readonly view: SignInView;
	readonly result: Promise<FinishedSignIn>;
}

interface Flow {
	readonly checked: CheckedSignIn;
	readonly mayAsk: boolean;
	readonly device: DeviceCode;
	readonly posted: PostedSignIn;
	/** By the monotonic clock, milliseconds. */
	readonly until: number;
}

/** Begins a sign-in by Zoho's device flow, for machines without a browser. Rejects as every sign-in, with nothing left behind. */
export async function startDevice(
	context: Context,
	board: SignInBoard,
	request: SignInRequest,
): Promise<StartedDevice> {
	const checked = checkRequest(context, request);
	const { client, dataCenter, scopes } = checked;
	requireSecretRef(client, dataCenter);
	const open = await beginSignIn(context, checked);
	const device = await abandoningOnFailure(
		context,
		() => open,
		() => requestDeviceCode(context.http, { dataCenter, clientId: client.clientId }, scopes),
	);
	const { userCode, verificationUrl, lifeMs } = device;
	const way = { redirectUri: null, checkCode: null, device: { userCode, verificationUrl } };
	const posted = board.post(waitingView(checked, open, lifeMs, way), () => undefined);
	const mayAsk = 'mayAskSecret' in request && request.mayAskSecret === true;
	const flow: Flow = { checked, mayAsk, device, posted, until: performance.now() + lifeMs };
	const result = board.run(posted.id, () => finish(context, board, flow, open));
	return { view: board.view(posted.id), result };
}

async function finish(context: Context, board: SignInBoard, flow: Flow, begun: OpenSignIn): Promise<FinishedSignIn> {
	const { dataCenter, askAboutTwin } = flow.checked;
	let open = begun;
	const landed = { at: dataCenter };
	const connection = await abandoningOnFailure(
		context,
		() => open,
		async () => {
			const answer = await untilIssued(context, board, flow, (here) => {
				landed.at = here;
				open = context.steps.codeAboutToBeSent(open, here.id);
			});
			open = keepAnswer(context, open, answer);
			board.tell(flow.posted.id, { state: 'finishing', dataCenter: landed.at.id });
			return finishCandidate(context, open, askAboutTwin);
		},
	);
	return { connection, notices: noticesFor(context, connection, dataCenter, landed.at, open.record) };
}

/** Polls at the pace that Zoho asks for, and at the data center where the person lives. A poll that got lost is followed by the next. */
async function untilIssued(
	context: Context,
	board: SignInBoard,
	flow: Flow,
	pollsAt: (dataCenter: DataCenter) => void,
): Promise<TokenAnswer> {
	const { checked, device, posted } = flow;
	let here = checked.dataCenter;
	let { client } = checked;
	let { intervalMs } = device;
	let lost = false;
	pollsAt(here);
	while (performance.now() < flow.until) {
		// A little late is on time: a timer that fires early would cost five seconds.
		await pause(intervalMs * 1.1 + 10, posted.stop);
		const leftMs = Math.max(0, flow.until - performance.now());
		await waitForVault(context, posted.stop, leftMs, () => new AppError('SIGN_IN_TIMED_OUT'));
		const poll = await firstUse(context, checked.client, here, () => pollOnce(context, client, here, device)).catch(
			(error: unknown) => {
				if (error instanceof AppError && (error.code === 'PROVIDER_UNREACHABLE' || error.code === 'OFFLINE'))
					lost = true;
				// The poll that got lost may have been the one with the tokens.
				else if (lost && error instanceof AppError && error.code === 'INVALID_CODE') throw outcomeUnknown();
				else throw error;
				return null;
			},
		);
		if (poll?.state === 'issued') return poll.answer;
		if (poll?.state === 'slow_down') intervalMs += 5_000;
		if (poll?.state === 'other_dc') {
			here = dataCenterAt(context, poll.location, checked.dataCenter);
			client = await clientAt(context, board, flow, here);
			pollsAt(here);
		}
	}
	throw new AppError('SIGN_IN_TIMED_OUT');
}

async function pollOnce(
	context: Context,
	client: ApiClient,
	dataCenter: DataCenter,
	{ deviceCode }: DeviceCode,
): Promise<DevicePoll> {
	return pollDevice(context.http, await credentialsFor(context, client, dataCenter), deviceCode);
}

/** The API client with a secret for where the person lives. Rejects with DATA_CENTER_MISMATCH, CLIENT_SECRET_MISSING or SIGN_IN_CANCELLED. */
async function clientAt(
	context: Context,
	board: SignInBoard,
	{ checked, mayAsk, posted, until }: Flow,
	landed: DataCenter,
): Promise<ApiClient> {
	requireSameDataCenter(checked, landed);
	const limitMs = Math.max(0, until - performance.now());
	const client = await withSecret(context, board, posted, { client: checked.client, landed, mayAsk, limitMs });
	board.tell(posted.id, { state: 'waiting', dataCenter: landed.id });
	return client;
}

async function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
	try {
		await sleep(milliseconds, undefined, { signal: stop });
	} catch (error) {
		throw new AppError('SIGN_IN_CANCELLED', {}, { cause: error });
	}
}

/** The location only selects a row of the table, of the same kind as where the sign-in began. */
function dataCenterAt(context: Context, location: string, startedAt: DataCenter): DataCenter {
	const found = sameKind(context, startedAt).find((one) => one.location === location);
	if (!found) throw new AppError('ACCOUNTS_SERVER_UNKNOWN', { server: plainWord(location) });
	return found;
}

function outcomeUnknown(): AppError {
	return new AppError('SIGN_IN_OUTCOME_UNKNOWN', { problem: 'an answer got lost on the way' });
}
