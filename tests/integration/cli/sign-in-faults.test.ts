import { createServer } from 'node:http';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Fault } from '../../../src/practice/fault-script.ts';
import { type ConsentChoice, followConsent } from '../../../src/practice/follow-consent.ts';
import { envelopeOf, type Running, removeBuiltCli } from './cli-harness.ts';
import { type Lab, noKeyring, openLab } from './lab.ts';

afterAll(removeBuiltCli);

/** The sign-in fails with that code and exit code, leaves nothing behind, and can be done again at once. */
async function failsCleanly(
	lab: Lab,
	[code, exitCode]: readonly [code: string, exitCode: number],
	act: (running: Running) => unknown,
): Promise<string> {
	const before = await lab.saved();
	const running = lab.connecting('--alias', 'acme', '--json');
	await act(running);
	const ran = await running.ended;
	expect([ran.code, envelopeOf(ran).error?.code], ran.stdout).toEqual([exitCode, code]);
	const { message = '', hint = '' } = envelopeOf(ran).error ?? {};
	expect(`${message} ${hint}`).not.toMatch(/[?{}]\.? |"\?"|\{/);
	expect(hint).not.toBe('');
	expect(await lab.saved()).toEqual(before);
	expect(lab.leftovers()).toEqual([]);
	lab.crm.faults.clear();
	expect(await lab.connect('acme')).toMatchObject({ alias: 'acme', status: 'connected' });
	return message;
}

const consent =
	(choice: ConsentChoice = {}) =>
	async (running: Running) =>
		void (await followConsent(await running.url(), { org: 'acme', ...choice }));

describe.skipIf(noKeyring)('a sign-in that goes wrong', () => {
	it('says that the consent was declined', async () => {
		await failsCleanly(await openLab(), ['SIGN_IN_DENIED', 2], consent({ decline: true }));
	});

	it.each(['SIGINT', 'SIGTERM'] as const)('ends on %s while nobody comes back', async (signal) => {
		await failsCleanly(await openLab(), ['SIGN_IN_CANCELLED', 2], async (running) => {
			await running.line(/^Waiting/);
			running.child.kill(signal);
		});
	});

	it('refuses an accounts server that it does not know, and sends it nothing', async () => {
		const seen: string[] = [];
		const stranger = createServer((request, response) => {
			seen.push(request.url ?? '');
			response.end('{}');
		});
		await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
		onTestFinished(() => void stranger.close());
		const address = stranger.address();
		const server = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
		const lab = await openLab();
		lab.crm.faults.next({ path: '/oauth/v2/auth', fault: { redirect: { 'accounts-server': server } } });
		const message = await failsCleanly(lab, ['ACCOUNTS_SERVER_UNKNOWN', 8], async (running) => {
			await consent()(running);
			await running.ended;
			expect(lab.tokenCalls()).toBe(0);
		});
		expect(message).toContain(new URL(server).host);
		expect(seen).toEqual([]);
	});

	it('refuses a callback that names two accounts servers, and one without a code', async () => {
		for (const redirect of [{ 'accounts-server': ['http://a', 'http://b'] }, { code: null }]) {
			const lab = await openLab();
			lab.crm.faults.next({ path: '/oauth/v2/auth', fault: { redirect } });
			await failsCleanly(lab, ['CALLBACK_INVALID', 8], async (running) => {
				await consent()(running);
				await running.ended;
				expect(lab.tokenCalls()).toBe(0);
			});
		}
	});

	const tokenFaults: readonly (readonly [words: string, fault: Fault, code: string, exitCode: number])[] = [
		['has no refresh token', 'without-refresh-token', 'REFRESH_TOKEN_MISSING', 1],
		['is an HTML page', { status: 200, body: '<!doctype html><title>Hotel</title>' }, 'SIGN_IN_OUTCOME_UNKNOWN', 7],
		['is a redirect', { status: 302, headers: { location: 'http://example.test/' } }, 'SIGN_IN_OUTCOME_UNKNOWN', 7],
		['is empty', { status: 200 }, 'SIGN_IN_OUTCOME_UNKNOWN', 7],
		['is a list', { status: 200, body: '[]' }, 'SIGN_IN_OUTCOME_UNKNOWN', 7],
		['is an HTML page with HTTP 503', 'html', 'SIGN_IN_OUTCOME_UNKNOWN', 7],
		['is cut before the work', 'cut', 'SIGN_IN_OUTCOME_UNKNOWN', 7],
		['is cut after the work', 'cut-after-work', 'SIGN_IN_OUTCOME_UNKNOWN', 7],
		['is a limit', 'throttle', 'LIMITED', 5],
		['names a stranger as API host', { status: 200, body: tokenAnswer('https://evil.test') }, 'API_DOMAIN_UNKNOWN', 8],
	];
	it.each(tokenFaults)('tells what is wrong when the token answer %s', async (_, fault, code, exitCode) => {
		const lab = await openLab();
		lab.crm.faults.next({ path: '/oauth/v2/token', fault });
		await failsCleanly(lab, [code, exitCode], consent());
	});

	it('keeps the tokens sealed when the org cannot be asked, and finishes at the next command', async () => {
		const { cli, crm, connecting } = await openLab();
		// Reading is tried again twice.
		crm.faults.next({ path: '/crm/v8/org', times: 3, fault: 'html' });
		const running = connecting('--alias', 'acme', '--json');
		await consent()(running);
		const ran = await running.ended;
		expect([ran.code, envelopeOf(ran).error?.code]).toEqual([7, 'SIGN_IN_UNFINISHED']);
		expect((await cli.json(['list'])).data).toEqual({ connections: [] });
		expect((await cli.json(['check', '--all'])).data).toMatchObject({ results: [{ target: 'acme', ok: true }] });
	});

	it('goes on waiting when a stranger comes with a wrong state, and when one comes with an error', async () => {
		const { connecting, redirectPort } = await openLab();
		const running = connecting('--alias', 'acme', '--json');
		const url = await running.url();
		for (const query of ['code=x&state=wrong', 'error=access_denied', 'error=access_denied&state=', '']) {
			const answer = await fetch(`http://localhost:${redirectPort}/callback?${query}`);
			expect(answer.status).toBe(400);
			expect(await answer.text()).not.toContain('wrong');
		}
		await followConsent(url, { org: 'acme' });
		expect(await running.ended).toMatchObject({ code: 0 });
	});

	it('exchanges the code once, however often the browser comes back', async () => {
		const { connecting, tokenCalls } = await openLab();
		const running = connecting('--alias', 'acme', '--json');
		const { callbackUrl } = await followConsent(await running.url(), { org: 'acme', stopAtRedirect: true });
		const copies = Array.from({ length: 15 }, () =>
			fetch(callbackUrl).then(
				({ status }) => status,
				() => 'closed',
			),
		);
		const statuses = await Promise.all(copies);
		expect(statuses.filter((status) => status === 200)).toHaveLength(1);
		expect(await running.ended).toMatchObject({ code: 0 });
		expect(tokenCalls()).toBe(1);
	});

	it('names the busy port and its holder before any browser opens', async () => {
		const lab = await openLab();
		const holder = createServer();
		await new Promise<void>((resolve) => holder.listen(lab.redirectPort, '127.0.0.1', resolve));
		const message = await failsCleanly(lab, ['PORT_BUSY', 1], async (running) => {
			const ran = await running.ended;
			expect(ran.stderr).not.toMatch(/^http/m);
			holder.close();
		});
		expect(message).toContain(`port ${lab.redirectPort} is taken by`);
		if (process.platform === 'linux') expect(message).toContain(`(process ${process.pid})`);
	});

	it('refuses an alias that is taken, in any case, and one that could not be typed', async () => {
		const { cli, connect, connecting, crm } = await openLab();
		await connect('acme');
		const asked = crm.requests.length;
		for (const [alias, code, exitCode] of [
			['acme', 'ALIAS_TAKEN', 1],
			['ACME', 'ALIAS_TAKEN', 1],
			['-x y', 'ALIAS_REFUSED', 2],
		] as const) {
			const ran = await connecting(`--alias=${alias}`, '--json').ended;
			expect([ran.code, envelopeOf(ran).error?.code]).toEqual([exitCode, code]);
		}
		expect(crm.requests).toHaveLength(asked);
		expect((await cli.json(['list'])).data).toMatchObject({ connections: [{ alias: 'acme' }] });
	});

	it('refuses names that do not exist before anything is asked', async () => {
		const { cli, crm } = await openLab();
		const secret = { input: 'one-word-secret' };
		await cli.run(
			['api-client', 'add', '--name', 'only-eu', '--client-id', 'X', '--secret-stdin', '--data-center', 'eu'],
			secret,
		);
		const before = crm.requests.length;
		for (const [args, code, exitCode] of [
			[['--api-client', 'nobody'], 'API_CLIENT_UNKNOWN', 1],
			[['--api-client', 'agency', '--data-center', 'mars'], 'DATA_CENTER_UNKNOWN', 1],
			[['--api-client', 'only-eu', '--data-center', 'lab'], 'CLIENT_SECRET_MISSING', 1],
			[['--api-client', 'agency', '--scope', 'no scope'], 'SCOPE_REFUSED', 2],
			[[], 'USAGE', 2],
		] as const) {
			const { error } = await cli.json(['connect', ...args, '--no-browser'], exitCode);
			expect(error?.code).toBe(code);
			if (args.length === 0) expect(error?.message).toBe('Say which API client, by --api-client: agency, only-eu.');
		}
		expect(crm.requests).toHaveLength(before);
	});

	it('says that the client secret is wrong, and takes the right one', async () => {
		const lab = await openLab();
		const add = ['api-client', 'add', '--name', 'agency', '--secret-stdin'];
		const added = await lab.cli.run(add, { input: 'wrong' });
		expect(added).toMatchObject({
			code: 0,
			stderr: expect.stringContaining('The client secret that agency had is replaced.'),
		});
		const running = lab.connecting('--json');
		await consent()(running);
		expect(envelopeOf(await running.ended).error?.code).toBe('INVALID_CLIENT_SECRET');
		await lab.cli.json(add, 0, { input: lab.clientSecret });
		expect(await lab.connect('acme')).toMatchObject({ alias: 'acme' });
	});
});

function tokenAnswer(apiDomain: string): string {
	const token = (hex: string) => `1000.${hex.repeat(32)}.${hex.repeat(32)}`;
	return JSON.stringify({
		access_token: token('a'),
		refresh_token: token('b'),
		api_domain: apiDomain,
		token_type: 'Bearer',
		expires_in: 3600,
	});
}
