import { inspect } from 'node:util';
import fc from 'fast-check';
import { AppError } from '../../src/core/domain/app-error.ts';
import { builtInDataCenters } from '../../src/core/domain/data-center.ts';
import { Secret } from '../../src/core/domain/secret.ts';
import { exchangeCode, refreshAccessToken } from '../../src/core/oauth/token-endpoint.ts';
import { followConsent } from '../../src/practice/follow-consent.ts';
import { errorTable } from '../../src/shared/error-codes.ts';
import { Figures, type FuzzOptions } from './figures.ts';
import { type Lab, openLab } from './lab.ts';
import { canary, type GeneratedAnswer, successIn, tokenAnswers } from './token-answers.ts';

const sent = {
	clientSecret: 'S3CRET-client-6a1e',
	refreshToken: '1000.S3CRETrefresh.77b2',
	code: '1000.S3CRETcode.9d0c',
};
/** The local budget of token calls per refresh token forgets after ten minutes; a limit that a server tells of ends then, too. */
const pastEveryLimitMs = 11 * 60_000;

/**
 * Malformed answers to token calls: most at the functions that read them, some over real HTTP through the core's refresh and sign-in. Each
 * must end in an error of the closed list that repeats nothing of the answer, or be a success by the rules; only a success is kept.
 */
export async function fuzzToken({ runs, seed }: FuzzOptions): Promise<Figures> {
	const figures = new Figures();
	const refreshes = Math.min(300, Math.ceil(runs / 15));
	const signIns = Math.min(60, Math.ceil(runs / 60));
	await readAnswers(figures, { runs: runs - refreshes - signIns, seed });
	const lab = await openLab();
	try {
		await refreshThroughCore(lab, figures, { runs: refreshes, seed: seed + 1 });
		await signInThroughCore(lab, figures, { runs: signIns, seed: seed + 2 });
	} finally {
		await lab.close();
	}
	return figures;
}

async function readAnswers(figures: Figures, { runs, seed }: FuzzOptions) {
	const [first] = builtInDataCenters;
	if (!first) throw new Error('No data center.');
	const credentials = { dataCenter: first, clientId: '1000.CLIENT', clientSecret: new Secret(sent.clientSecret) };
	const grant = {
		code: new Secret(sent.code),
		redirectUri: 'http://localhost:8917/callback',
		verifier: 'v'.repeat(43),
	};
	for (const [index, answer] of fc.sample(tokenAnswers(first.apiUrls), { numRuns: runs, seed }).entries()) {
		const http = {
			send: async () => ({
				status: answer.status,
				text: answer.body.toString('utf8'),
				serverTime: null,
				retryAfterMs: null,
			}),
			close: () => undefined,
		};
		const isRefresh = index % 2 === 0;
		const success = successIn(answer, first.apiUrls);
		try {
			const read = isRefresh
				? await refreshAccessToken(http, credentials, new Secret(sent.refreshToken))
				: await exchangeCode(http, credentials, grant);
			figures.count(`function: success, ${answer.kind}`);
			const isTrue =
				success !== null &&
				read.accessToken.reveal() === success.accessToken &&
				(read.refreshToken?.reveal() ?? null) === success.refreshToken &&
				read.apiDomain === (success.apiDomain ?? first.apiUrl) &&
				Number.isInteger(read.expiresInSeconds) &&
				read.expiresInSeconds >= 60 &&
				read.expiresInSeconds <= 3600;
			if (!isTrue) figures.fail('an answer counted as a success that is none', shown(answer));
		} catch (error) {
			figures.count(`function: ${judge(figures, error, answer)}`);
			if (answer.kind === 'as Zoho sends it' && success && answer.status !== 429)
				figures.fail('a true success was refused', shown(answer));
		}
	}
}

async function refreshThroughCore(lab: Lab, figures: Figures, { runs, seed }: FuzzOptions) {
	const started = await lab.start('callback', 'kept');
	await followConsent(started.authorizationUrl, { org: 'acme' });
	const { id } = (await started.result).connection;
	const record = lab.store.connections.byId(id);
	if (!record) throw new Error('Not connected.');
	const apiDomains = [record.apiDomain];
	for (const answer of fc.sample(tokenAnswers(apiDomains), { numRuns: runs, seed })) {
		lab.clock.ahead += pastEveryLimitMs;
		const before = { token: lab.store.accessTokens.of(record.id), refreshToken: await lab.refreshTokenOf('kept') };
		const success = successIn(answer, apiDomains);
		await answered(lab, answer, async () => {
			try {
				await lab.core.connections.refresh('kept');
				figures.count('refresh over HTTP: success');
				const kept = await lab.refreshTokenOf('kept');
				const { accessToken } = await lab.core.connections.token('kept', 0);
				if (accessToken.reveal() !== success?.accessToken || kept !== (success.refreshToken ?? before.refreshToken))
					figures.fail('a refresh kept what the answer does not say', shown(answer));
			} catch (error) {
				figures.count(`refresh over HTTP: ${judge(figures, error, answer)}`);
				const now = lab.store.accessTokens.of(record.id);
				const isKept = now === null || (before.token !== null && now.sealed.equals(before.token.sealed));
				if (!isKept || (await lab.refreshTokenOf('kept')) !== before.refreshToken)
					figures.fail('a failed refresh changed a token', shown(answer));
			}
		});
	}
}

async function signInThroughCore(lab: Lab, figures: Figures, { runs, seed }: FuzzOptions) {
	const apiDomains = lab.crm.dataCenters.filter(({ id }) => id === 'practice-eu').map(({ apiUrl }) => apiUrl);
	for (const answer of fc.sample(tokenAnswers(apiDomains), { numRuns: runs, seed })) {
		lab.clock.ahead += pastEveryLimitMs;
		const before = { connections: lab.core.connections.list().length, entries: lab.liveEntries() };
		const halfDone = lab.store.signIns.all().length;
		const started = await lab.start();
		const { callbackUrl } = await followConsent(started.authorizationUrl, { org: 'acme', stopAtRedirect: true });
		await answered(lab, answer, async () => {
			await fetch(callbackUrl);
			// A made-up token is never a connection: the CRM does not know it.
			const error: unknown = await started.result.then(
				() => null,
				(reason: unknown) => reason,
			);
			figures.count(`sign-in over HTTP: ${error === null ? 'a connection' : judge(figures, error, answer)}`);
		});
		const isSame = lab.core.connections.list().length === before.connections && lab.liveEntries() === before.entries;
		// A token that the CRM could not be made to revoke is kept sealed, for recovery.
		const mayBeKept = successIn(answer, apiDomains)?.refreshToken ? 1 : 0;
		if (!isSame || lab.store.signIns.all().length > halfDone + mayBeKept)
			figures.fail('a failed sign-in left something', shown(answer));
	}
}

/** Lets the CRM answer every token call so while an act runs. */
async function answered(lab: Lab, { status, body }: GeneratedAnswer, act: () => Promise<void>) {
	const text = body.toString('utf8');
	lab.crm.faults.next({
		path: '/oauth/v2/token',
		times: 20,
		fault: { status, body: text, headers: { 'content-type': 'application/json' } },
	});
	try {
		await act();
	} finally {
		lab.crm.faults.clear();
	}
}

/** The code of an error of the closed list; anything else, and an error that says too much, is a failure. */
function judge(figures: Figures, error: unknown, answer: GeneratedAnswer): string {
	if (!(error instanceof AppError) || !Object.hasOwn(errorTable, error.code) || error.code === 'INTERNAL') {
		figures.fail(`no coded error but ${inspect(error)}`, shown(answer));
		return 'a crash';
	}
	const said = inspect([error, error.words, error.details, error.cause], { depth: 10, maxStringLength: null });
	// A parser quotes a few characters, so the beginning of the canary will do.
	const traces = [...(namesCanary(answer) ? [] : [canary.slice(0, 6)]), ...Object.values(sent)];
	const quoted = traces.find((text) => said.includes(text));
	if (quoted) figures.fail(`the error repeats ${quoted}`, { code: error.code, ...shown(answer) });
	if (!/^[\x20-\x7e]{1,600}$/.test(error.message)) figures.fail('the error is not in short plain words', shown(answer));
	return error.code;
}

/** Whether a mutation moved the canary into one of the two members whose words a message may show. */
function namesCanary({ body }: GeneratedAnswer): boolean {
	try {
		const { error, api_domain: apiDomain } = Object(JSON.parse(body.toString('utf8')));
		return `${error} ${apiDomain}`.includes(canary.slice(0, 6));
	} catch {
		return false;
	}
}

function shown({ kind, status, body }: GeneratedAnswer) {
	return { kind, status, body: body.toString('utf8').slice(0, 300) };
}
