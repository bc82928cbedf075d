import fc from 'fast-check';
import { AppError } from '../../src/core/domain/app-error.ts';
import { builtInDataCenters, dataCenterOfCallback } from '../../src/core/domain/data-center.ts';
import { parseCallback } from '../../src/core/oauth/callback.ts';
import { followConsent } from '../../src/practice/follow-consent.ts';
import { errorTable } from '../../src/shared/error-codes.ts';
import { Figures, type FuzzOptions } from './figures.ts';
import { type HostileParameters, hostileParameters, type Place } from './hostile-parameters.ts';
import { type Lab, openLab } from './lab.ts';
import { inParallel, sendRaw } from './raw-http.ts';
import { strangerRequests } from './stranger-requests.ts';

/** The listener takes 20 connections at once; what comes on top is dropped before it is read. */
const width = 10;
const copies = 15;

/**
 * Hostile callbacks against two sign-ins that wait on a real listener: strangers' requests over HTTP, hostile parameters with the right state
 * (some over HTTP with a sign-in each, the rest at the functions that judge them). In the end the two true callbacks must still succeed.
 */
export async function fuzzCallback({ runs, seed }: FuzzOptions): Promise<Figures> {
	const figures = new Figures();
	const lab = await openLab();
	try {
		const waiting = await lab.start('callback', 'first');
		const beside = await lab.start('elsewhere', 'second');
		const signIns = Math.min(400, Math.ceil(runs / 20));
		const strangers = Math.floor(runs * 0.6);
		await askAsStranger(lab, figures, { waiting, beside }, { runs: strangers, seed });
		await comeBackHostile(lab, figures, { runs: signIns, seed: seed + 1 });
		judgeParameters(figures, { runs: runs - strangers - signIns, seed: seed + 2 });

		figures.expect(lab.http.calls.length === 0, 'a hostile callback led to a request', lab.http.calls.length);
		figures.expect(lab.core.connections.list().length === 0, 'a hostile callback led to a connection');
		figures.expect(lab.core.signIns.list().length === 2, 'a sign-in that waited is gone');
		await comeBackWell(lab, figures, waiting);
		await comeBackWell(lab, figures, beside);
		figures.expect(lab.core.connections.list().length === 2, 'the true callbacks made other than two connections');
		const callsOf = (path: string) => lab.http.calls.filter((call) => call.path === path).length;
		for (const path of ['/oauth/v2/token', '/crm/v8/org', '/crm/v8/users'])
			figures.expect(callsOf(path) === 2, `other than one call of ${path} for each sign-in`, callsOf(path));
		figures.count("requests at the CRM's API by the core, for both sign-ins", lab.http.calls.length);
		figures.expect(
			lab.http.calls.length === 6,
			'there were other requests',
			lab.http.calls.map(({ path }) => path),
		);
	} finally {
		await lab.close();
	}
	return figures;
}

type Started = Awaited<ReturnType<Lab['start']>>;

async function askAsStranger(
	lab: Lab,
	figures: Figures,
	{ waiting, beside }: { readonly waiting: Started; readonly beside: Started },
	{ runs, seed }: FuzzOptions,
) {
	const ended = await lab.start();
	lab.core.signIns.cancel(ended.view.id);
	await ended.result.catch(() => undefined);
	const foreignStates = [stateOf(beside), stateOf(ended)];
	const target = { port: lab.port, state: stateOf(waiting), foreignStates };
	const codes = [waiting.view.checkCode, beside.view.checkCode].map(String);
	const secrets = [target.state, ...foreignStates, ...codes];
	await inParallel(fc.sample(strangerRequests(target), { numRuns: runs, seed }), width, async ({ name, text }) => {
		const answer = await sendRaw(lab.port, text);
		// The server may cut the connection of a request that it does not read to its end.
		figures.count(answer.status === 0 ? `cut off: ${name}` : `refused: ${name}`);
		figures.expect(answer.status > 0 || /huge|no HTTP/.test(name), `no answer: ${name}`, text);
		if (answer.status >= 200 && answer.status < 400) figures.fail(`accepted (${answer.status}): ${name}`, text);
		const page = answer.text.slice(answer.text.indexOf('<main>'));
		if (secrets.some((secret) => page.includes(secret))) figures.fail(`a page shows a secret: ${name}`, text);
	});
}

async function comeBackHostile(lab: Lab, figures: Figures, { runs, seed }: FuzzOptions) {
	const places = lab.crm.dataCenters.toSorted(({ id }) => (id === 'practice-eu' ? -1 : 1));
	await inParallel(fc.sample(hostileParameters(places), { numRuns: runs, seed }), 4, async (hostile) => {
		const started = await lab.start();
		const outcome = started.result.then(
			() => 'a connection',
			(error: unknown) => (error instanceof AppError ? error.code : String(error)),
		);
		const target = `/callback?${hostile.query}&state=${stateOf(started)}`;
		const answer = await sendRaw(lab.port, `GET ${target} HTTP/1.1\r\nHost: localhost:${lab.port}\r\n\r\n`);
		if (answer.status !== 200) {
			// Longer than a request line may be: it never reached the sign-in.
			figures.count('with the right state over HTTP, too long to be read');
			figures.expect(answer.status === 431, 'the callback got an unexpected answer', {
				hostile,
				status: answer.status,
			});
			lab.core.signIns.cancel(started.view.id);
			await outcome;
			return;
		}
		figures.count(`with the right state over HTTP: ${hostile.name}`);
		const code = await outcome;
		if (!hostile.codes.includes(code)) figures.fail(`the sign-in ended with ${code}`, hostile);
	});
}

function judgeParameters(figures: Figures, { runs, seed }: FuzzOptions) {
	const [first, ...others] = builtInDataCenters;
	if (!first) throw new Error('No data center.');
	const places: Place[] = [first, ...others].map(({ accountsUrl, location }) => ({
		accountsUrl,
		location: location ?? '',
	}));
	const judge = ({ query }: HostileParameters) => {
		try {
			return dataCenterOfCallback(parseCallback(new URLSearchParams(query)), first, builtInDataCenters).id;
		} catch (error) {
			if (!(error instanceof AppError)) return String(error);
			return /^[\x20-\x7e]{1,300}$/.test(error.message) ? error.code : `${error.code}, in unprintable words`;
		}
	};
	for (const hostile of fc.sample(hostileParameters(places), { numRuns: runs, seed })) {
		figures.count(`with the right state at the functions: ${hostile.name}`);
		const code = judge(hostile);
		const isExpected = hostile.codes.includes(code) && Object.hasOwn(errorTable, code);
		if (!isExpected) figures.fail(`the callback was judged ${code}`, hostile);
	}
}

/** The true callback, many times at once: one of them ends the sign-in, the others change nothing. */
async function comeBackWell(lab: Lab, figures: Figures, started: Started) {
	const { callbackUrl } = await followConsent(started.authorizationUrl, { org: 'acme', stopAtRedirect: true });
	const { host, pathname, search } = new URL(callbackUrl);
	const text = `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
	const answers = await Promise.all(Array.from({ length: copies }, () => sendRaw(lab.port, text)));
	const accepted = answers.filter(({ status }) => status === 200).length;
	figures.count('true callbacks accepted', accepted);
	figures.count('copies of a true callback refused', copies - accepted);
	figures.expect(
		accepted === 1,
		'the true callback was accepted other than once',
		answers.map(({ status }) => status),
	);
	await started.result.catch((error: unknown) => figures.fail('the true callback failed', String(error)));
}

function stateOf({ authorizationUrl }: Started): string {
	return new URL(authorizationUrl).searchParams.get('state') ?? '';
}
