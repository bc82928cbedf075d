import { join } from 'node:path';
import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import { LoopbackListener } from '../../../src/core/adapters/loopback/loopback-listener.ts';
import { openSqliteStore } from '../../../src/core/adapters/sqlite/sqlite-store.ts';
import { StripeLocks } from '../../../src/core/adapters/sqlite/stripe-locks.ts';
import { createCore } from '../../../src/core/create-core.ts';
import type { PracticeOffer } from '../../../src/core/usecases/practice.ts';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { FileVault } from './file-vault.ts';

/** What a process of a test does with the core; it may end itself at a step, as a power cut would. */
export interface Orders {
	readonly folder: string;
	readonly act: 'register' | 'connect' | 'reauth' | 'recover' | 'token' | 'revoke';
	readonly offer?: PracticeOffer;
	readonly alias?: string;
	readonly org?: string;
	/** Ends the process at this step: a step of the sign-in, or "call:PATH" before an HTTP call, "called:PATH" after it. */
	readonly endAt?: string;
	/** Waits for the clock to reach this before it acts, so that several processes begin together. */
	readonly startAt?: number;
	/** How far the process's clock is ahead. */
	readonly aheadMs?: number;
}

const orders: Orders = JSON.parse(process.argv[2] ?? '');
const { folder, act, alias = 'acme', org = 'acme', endAt = '', aheadMs = 0 } = orders;
const endIf = (point: string) => {
	if (point === endAt) process.kill(process.pid, 'SIGKILL');
};
const real = new NodeHttpClient('0.0.0');
const core = createCore({
	store: openSqliteStore(join(folder, 'data', 'latchkey.db')),
	vault: new FileVault(join(folder, 'keychain')),
	locks: new StripeLocks(join(folder, 'data', 'locks')),
	http: {
		send: async (request) => {
			const { pathname } = new URL(request.url);
			endIf(`call:${pathname}`);
			const answer = await real.send(request);
			endIf(`called:${pathname}`);
			return answer;
		},
		close: () => real.close(),
	},
	listener: new LoopbackListener(),
	clock: { now: () => Date.now() + aheadMs },
	signInLimitMs: 10_000,
	reached: endIf,
});
if (orders.startAt) await new Promise((resolve) => setTimeout(resolve, (orders.startAt ?? 0) - Date.now()));

const acts = {
	register: async () => {
		if (orders.offer) await core.practice.register(orders.offer);
	},
	connect: async () => {
		const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias, customer: null, scopes: [] };
		const started = await core.signIns.connect(request);
		await followConsent(started.authorizationUrl, { org });
		await started.result;
	},
	reauth: async () => {
		const started = await core.signIns.reauth(alias);
		await followConsent(started.authorizationUrl, { org });
		await started.result;
	},
	recover: () => core.recover(),
	token: async () => {
		const { accessToken } = await core.connections.token(alias, 300);
		process.stdout.write(accessToken.reveal());
	},
	revoke: async () => void (await core.connections.revoke(alias)),
} satisfies Record<Orders['act'], () => Promise<void>>;
await acts[act]();
await core.close();
