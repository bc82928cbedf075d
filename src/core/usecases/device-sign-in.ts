import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../domain/api-client.ts';
import { AppError } from '../domain/app-error.ts';
import type { DataCenter } from '../domain/data-center.ts';
import { newId } from '../domain/ids.ts';
import { plainWord } from '../oauth/answer.ts';
import { type DeviceCode, type DevicePoll, pollDevice, requestDeviceCode } from '../oauth/device-endpoint.ts';
import type { TokenAnswer } from '../oauth/token-endpoint.ts';
import type { OpenSignIn } from '../protocol/sign-in-steps.ts';
import { type ConnectRequest, checkRequest, type FinishedSignIn } from './connect-request.ts';
import { allDataCenters, type Context, credentialsFor, requireSecretRef } from './context.ts';
import { abandoningOnFailure, keepAnswer } from './exchange.ts';
import { finishCandidate } from './finish-candidate.ts';
import { noticesFor } from './sign-in-notices.ts';
import type { AskAboutTwin } from './twin.ts';

/** A sign-in on another device: the person opens the page and types the code. */
export interface StartedDevice {
	readonly userCode: string;
	readonly verificationUrl: string;
	readonly expiresAt: number;
	readonly result: Promise<FinishedSignIn>;
}

/** Begins a sign-in by Zoho's device flow, for machines without a browser. `stop` cancels it. Rejects as every sign-in, with nothing left behind. */
export async function startDevice(
	context: Context,
	request: ConnectRequest,
	stop: AbortSignal,
): Promise<StartedDevice> {
	const { client, dataCenter, alias, customer, scopes } = checkRequest(context, request);
	requireSecretRef(client, dataCenter);
	const open = await context.steps.begin({
		...{ kind: 'connect', connection: newId.connection(), apiClient: client.id, dataCenter: dataCenter.id },
		...{ alias, customer, scopes, practice: client.practice },
	});
	return abandoningOnFailure(
		context,
		() => open,
		async () => {
			const device = await requestDeviceCode(context.http, { dataCenter, clientId: client.clientId }, scopes);
			const result = finish(context, { client, dataCenter, open, device, stop, askAboutTwin: request.askAboutTwin });
			result.catch(() => undefined);
			const { userCode, verificationUrl, lifeMs } = device;
			return { userCode, verificationUrl, expiresAt: context.clock.now() + lifeMs, result };
		},
	);
}

interface Flow {
	readonly client: ApiClient;
	readonly dataCenter: DataCenter;
	readonly open: OpenSignIn;
	readonly device: DeviceCode;
	readonly stop: AbortSignal;
	readonly askAboutTwin: AskAboutTwin | undefined;
}

async function finish(context: Context, flow: Flow): Promise<FinishedSignIn> {
	let open = flow.open;
	const landed = { at: flow.dataCenter };
	const connection = await abandoningOnFailure(
		context,
		() => open,
		async () => {
			const answer = await untilIssued(context, flow, (dataCenter) => {
				landed.at = dataCenter;
				open = context.steps.codeAboutToBeSent(open, dataCenter.id);
			});
			open = keepAnswer(context, open, answer);
			return finishCandidate(context, open, flow.askAboutTwin);
		},
	);
	context.emit({ type: 'store-changed' });
	return { connection, notices: noticesFor(context, connection, flow.dataCenter, landed.at, open.record.alias) };
}

/** Polls at the pace that Zoho asks for, and at the data center where the person lives. A poll that got lost is followed by the next. */
async function untilIssued(
	context: Context,
	{ client, dataCenter, device, stop }: Flow,
	pollsAt: (dataCenter: DataCenter) => void,
): Promise<TokenAnswer> {
	let here = dataCenter;
	let intervalMs = device.intervalMs;
	let lost = false;
	pollsAt(here);
	for (const until = performance.now() + device.lifeMs; performance.now() < until; ) {
		// A little late is on time: a timer that fires early would cost five seconds.
		await pause(intervalMs * 1.1 + 10, stop);
		const poll = await pollOnce(context, client, here, device).catch((error: unknown) => {
			if (error instanceof AppError && error.code === 'PROVIDER_UNREACHABLE') lost = true;
			// The poll that got lost may have been the one with the tokens.
			else if (lost && error instanceof AppError && error.code === 'INVALID_CODE') throw outcomeUnknown();
			else throw error;
			return null;
		});
		if (poll?.state === 'issued') return poll.answer;
		if (poll?.state === 'slow_down') intervalMs += 5_000;
		if (poll?.state === 'other_dc') {
			here = dataCenterAt(context, poll.location, dataCenter);
			requireSecretRef(client, here);
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

async function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
	try {
		await sleep(milliseconds, undefined, { signal: stop });
	} catch (error) {
		throw new AppError('SIGN_IN_CANCELLED', {}, { cause: error });
	}
}

/** The location only selects a row of the table, of the same kind as where the sign-in began. */
function dataCenterAt(context: Context, location: string, startedAt: DataCenter): DataCenter {
	const found = allDataCenters(context).find(
		(one) => one.location === location && (one.kind === 'practice') === (startedAt.kind === 'practice'),
	);
	if (!found) throw new AppError('ACCOUNTS_SERVER_UNKNOWN', { server: plainWord(location) });
	return found;
}

function outcomeUnknown(): AppError {
	return new AppError('SIGN_IN_OUTCOME_UNKNOWN', { problem: 'an answer got lost on the way' });
}
