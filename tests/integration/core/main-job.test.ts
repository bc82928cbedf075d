import { describe, expect, it } from 'vitest';
import { followConsent } from '../../../src/practice/follow-consent.ts';
import { noticeWords } from '../../../src/shared/sign-in-notices.ts';
import { codeOf, errorOf, minute, world } from './world.ts';

describe('connect', () => {
	it('connects an org, hands out a token and lists it without any network call', async () => {
		const w = await world();
		const { connection, notices } = await w.connect({ alias: 'acme', customer: 'Acme' });
		expect(connection).toMatchObject({
			alias: 'acme',
			customer: 'Acme',
			status: 'connected',
			environment: 'production',
			dataCenter: 'practice-eu',
			org: { id: '20094811237', name: 'Acme GmbH' },
			user: { email: 'anna.keller@example.test' },
			practice: true,
		});
		expect(notices).toEqual([]);
		const calls = w.http.calls.length;
		const token = await w.core.connections.token('acme', 300);
		expect(token.accessToken.reveal()).toMatch(/^1000\./);
		expect(token.expiresAt.getTime()).toBe(w.clock.at + 60 * minute);
		expect(token.dataCenter.id).toBe('practice-eu');
		const keychainCalls = w.keychain.calls.length;
		expect(w.core.connections.list()).toHaveLength(1);
		expect(w.http.calls.length).toBe(calls);
		expect(w.keychain.calls.length).toBe(keychainCalls);
		expect(w.orphans()).toEqual([]);
		expect(w.acts()).toContain('connected');
		expect(w.core.audit.firstBreak()).toBeNull();
		expect(w.core.needsRecovery()).toBe(false);
	});

	it('T10: sends secrets in bodies only, never in a URL', async () => {
		const w = await world();
		await w.connect({ alias: 'acme' });
		await w.core.connections.revoke('acme');
		for (const secret of w.http.secrets()) {
			for (const { request } of w.http.calls) expect(request.url).not.toContain(secret);
		}
		expect(w.crm.requests.filter(({ path, hasQuery }) => path.startsWith('/oauth/v2/token') && hasQuery)).toEqual([]);
	});

	it('finds the data center of the user and says so, and uses that one from then on', async () => {
		const w = await world();
		const { connection, notices } = await w.connect({ dataCenter: 'practice-us', org: 'wayne-traders' });
		expect(connection.dataCenter).toBe('practice-in');
		expect(notices).toEqual([
			{ code: 'other data center', landed: 'Practice India', startedAt: 'Practice United States' },
		]);
		expect(notices.map((notice) => noticeWords(notice))).toEqual([
			'This user lives in Practice India; the sign-in began at Practice United States.',
		]);
		w.clock.at += 60 * minute;
		await w.core.connections.token(connection.alias, 60);
		expect(new Set(w.crm.requests.filter(({ grantType }) => grantType).map(({ dataCenter }) => dataCenter))).toEqual(
			new Set(['practice-in']),
		);
	});

	it('makes aliases from the org, each one free', async () => {
		const w = await world();
		const aliases: string[] = [];
		for (const org of ['acme', 'acme-sandbox', 'acme']) aliases.push((await w.connect({ org })).connection.alias);
		expect(aliases).toEqual(['acme-gmbh', 'acme-gmbh-practice-eu', 'acme-gmbh-practice-eu-2']);
	});

	it('tells of a twin: the same org, user and API client', async () => {
		const w = await world();
		await w.connect({ alias: 'first' });
		const { notices } = await w.connect({ alias: 'second' });
		expect(notices).toEqual([{ code: 'twin', alias: 'first' }]);
	});

	it('refuses an alias that is taken, in whatever case, before any URL is made', async () => {
		const w = await world();
		await w.connect({ alias: 'acme' });
		expect(await codeOf(w.connect({ alias: 'ACME' }))).toBe('ALIAS_TAKEN');
		expect(await codeOf(w.connect({ alias: '-x' }))).toBe('ALIAS_REFUSED');
	});

	it('gives a sign-in another alias when the one it asked for was taken meanwhile, and says so', async () => {
		const w = await world();
		const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias: 'acme', customer: null, scopes: [] };
		const slow = await w.core.signIns.connect(request);
		await w.connect({ alias: 'acme' });
		await followConsent(slow.authorizationUrl, { org: 'globex' });
		const { connection, notices } = await slow.result;
		expect(connection.alias).toBe('acme-practice-eu');
		expect(notices).toContainEqual({ code: 'alias taken', asked: 'acme', alias: connection.alias });
	});

	it('keeps practice and real data centers apart', async () => {
		const w = await world();
		expect(await codeOf(w.connect({ dataCenter: 'eu' }))).toBe('PRACTICE_MIX');
		expect(await codeOf(w.connect({ dataCenter: 'nowhere' }))).toBe('DATA_CENTER_UNKNOWN');
	});

	it('T04: keeps nothing when Zoho sends no refresh token', async () => {
		const w = await world();
		w.crm.faults.next({ path: '/oauth/v2/token', fault: 'without-refresh-token' });
		expect(await codeOf(w.connect())).toBe('REFRESH_TOKEN_MISSING');
		expect(w.core.connections.list()).toEqual([]);
		expect(w.store.signIns.all()).toEqual([]);
		expect(w.orphans()).toEqual([]);
	});

	it('L01: sends nothing anywhere when the browser names a hostile accounts server', async () => {
		const w = await world();
		w.crm.faults.next({
			path: '/oauth/v2/auth',
			fault: { redirect: { 'accounts-server': 'https://accounts.zoho.eu.evil.test' } },
		});
		const calls = w.http.calls.length;
		expect(await codeOf(w.connect())).toBe('ACCOUNTS_SERVER_UNKNOWN');
		expect(w.http.calls.length).toBe(calls);
		expect(w.store.signIns.all()).toEqual([]);
		expect(w.orphans()).toEqual([]);
	});

	it('L01: a real accounts server does not lead a practice sign-in out to Zoho', async () => {
		const w = await world();
		w.crm.faults.next({
			path: '/oauth/v2/auth',
			fault: { redirect: { 'accounts-server': 'https://accounts.zoho.eu', location: 'eu' } },
		});
		expect(await codeOf(w.connect())).toBe('ACCOUNTS_SERVER_UNKNOWN');
		expect(w.http.tokenCalls('authorization_code')).toBe(0);
	});

	it('refuses parameters that stand there twice, or a location that does not fit', async () => {
		const w = await world();
		const [eu] = w.crm.dataCenters.filter(({ location }) => location === 'eu').map(({ accountsUrl }) => accountsUrl);
		for (const redirect of [
			{ 'accounts-server': [eu ?? '', eu ?? ''] },
			{ location: 'us' },
			{ code: null },
			{ 'accounts-server': null, location: 'us' },
		]) {
			w.crm.faults.next({ path: '/oauth/v2/auth', fault: { redirect } });
			expect(await codeOf(w.connect())).toBe('CALLBACK_INVALID');
		}
		expect(w.http.tokenCalls('authorization_code')).toBe(0);
		expect(w.orphans()).toEqual([]);
	});

	it('L13: leaves nothing behind when the consent is declined, cancelled or never given, and goes on working', async () => {
		const w = await world({ signInLimitMs: 150 });
		expect(await codeOf(w.connect({ decline: true }))).toBe('SIGN_IN_DENIED');
		const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias: null, customer: null, scopes: [] };
		const cancelled = await w.core.signIns.connect(request);
		expect(w.core.signIns.urlOf(cancelled.view.id)).toBe(cancelled.authorizationUrl);
		w.core.signIns.cancel(cancelled.view.id);
		expect(await codeOf(cancelled.result)).toBe('SIGN_IN_CANCELLED');
		expect(await codeOf((await w.core.signIns.connect(request)).result)).toBe('SIGN_IN_TIMED_OUT');
		expect(await codeOf(() => w.core.signIns.cancel(cancelled.view.id))).toBe('SIGN_IN_UNKNOWN');
		expect(w.core.signIns.list()).toEqual([]);
		expect(w.core.connections.list()).toEqual([]);
		expect(w.store.signIns.all()).toEqual([]);
		expect(w.orphans()).toEqual([]);
		expect(w.http.calls).toEqual([]);
	});

	it('says until when, and of which API client, where Zoho limits the sign-in', async () => {
		const w = await world();
		w.crm.faults.next({ path: '/oauth/v2/token', fault: 'throttle' });
		const error = await errorOf(w.connect());
		expect(error?.code).toBe('LIMITED');
		expect(error?.message).toMatch(/"Practice" is paused until \d\d:\d\d/);
	});

	it('T09: says that the outcome is unknown when the answer to the code is lost, and does not send the code again', async () => {
		for (const fault of ['cut-after-work', 'html', { status: 200, body: '{"access_token":"1000.ab' }] as const) {
			const w = await world();
			w.crm.faults.next({ path: '/oauth/v2/token', fault });
			expect(await codeOf(w.connect())).toBe('SIGN_IN_OUTCOME_UNKNOWN');
			expect(w.http.tokenCalls('authorization_code')).toBe(1);
			expect(w.acts()).toContain('sign-in outcome unknown');
			expect(w.store.signIns.all()).toEqual([]);
			expect(w.orphans()).toEqual([]);
		}
	});

	it('L04: fifty copies of one callback make exactly one token request', async () => {
		const w = await world();
		const started = await w.core.signIns.connect({
			apiClient: 'Practice',
			dataCenter: 'practice-eu',
			alias: null,
			customer: null,
			scopes: [],
		});
		const { callbackUrl } = await followConsent(started.authorizationUrl, { org: 'acme', stopAtRedirect: true });
		const statuses = await Promise.all(
			Array.from({ length: 50 }, () =>
				fetch(callbackUrl).then(
					({ status }) => status,
					() => 0,
				),
			),
		);
		expect((await started.result).connection.status).toBe('connected');
		expect(statuses.filter((status) => status === 200)).toHaveLength(1);
		expect(w.http.tokenCalls('authorization_code')).toBe(1);
	});

	it('L05: two sign-ins at once each get their own connection, whichever comes back first', async () => {
		const w = await world();
		const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias: null, customer: null, scopes: [] };
		const one = await w.core.signIns.connect({ ...request, alias: 'one' });
		const two = await w.core.signIns.connect({ ...request, alias: 'two' });
		expect(w.core.signIns.list()).toHaveLength(2);
		await followConsent(two.authorizationUrl, { org: 'globex' });
		await followConsent(one.authorizationUrl, { org: 'acme' });
		expect((await one.result).connection).toMatchObject({ alias: 'one', org: { name: 'Acme GmbH' } });
		expect((await two.result).connection).toMatchObject({ alias: 'two', org: { name: 'Globex BV' } });
	});

	it('L05: a code that was put into another sign-in is refused', async () => {
		const w = await world();
		const request = { apiClient: 'Practice', dataCenter: 'practice-eu', alias: null, customer: null, scopes: [] };
		const mine = await w.core.signIns.connect(request);
		const theirs = await w.core.signIns.connect(request);
		const { callbackUrl } = await followConsent(theirs.authorizationUrl, { org: 'globex', stopAtRedirect: true });
		const swapped = new URL(callbackUrl);
		swapped.searchParams.set('state', new URL(mine.authorizationUrl).searchParams.get('state') ?? '');
		await fetch(swapped);
		expect(await codeOf(mine.result)).toBe('INVALID_CODE');
		w.core.signIns.cancel(theirs.view.id);
		await codeOf(theirs.result);
		expect(w.core.connections.list()).toEqual([]);
	});
});
