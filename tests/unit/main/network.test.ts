import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/domain/app-error.ts';
import type { HostAnswer, HostSilence } from '../../../src/core/ports/host-probe.ts';
import { type HttpAnswer, HttpFailure } from '../../../src/core/ports/http-client.ts';
import { Network } from '../../../src/main/network.ts';

const zoho = 'https://accounts.zoho.eu';
const here = 'http://localhost:8917';
const answer: HttpAnswer = { status: 400, text: '', serverTime: null, retryAfterMs: null };
const answered: HostAnswer = { state: 'answered', tls: null, serverTime: null };
const silent = (step: HostSilence['step']): HostSilence => ({ state: 'silent', step, problem: '?' });
const failing = (code: string) =>
	new HttpFailure('unreachable', 'in words', false, { cause: Object.assign(new Error(code), { code }) });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A network whose calls and looks meet what is set. */
function network() {
	const meets = { call: answer as HttpAnswer | HttpFailure, look: silent('name') as HostAnswer | HostSilence };
	const asked: string[] = [];
	const told: boolean[] = [];
	const watched = new Network({
		ask: async (origin) => {
			asked.push(origin);
			return meets.look;
		},
	});
	const stop = watched.start(
		() => zoho,
		(offline) => void told.push(offline),
	);
	const http = watched.watch({
		send: async () => {
			if (meets.call instanceof HttpFailure) throw meets.call;
			return meets.call;
		},
		close: () => undefined,
	});
	const failure = async (origin: string): Promise<HttpFailure> =>
		http.send({ method: 'GET', url: `${origin}/x` }).then(
			() => expect.unreachable(),
			(error: HttpFailure) => error,
		);
	return { watched, meets, asked, told, stop, http, failure };
}

describe('what calls meet', () => {
	it.each(['ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT', 'CERT_HAS_EXPIRED'])(
		'%s alone is the host, not the computer',
		async (code) => {
			const { meets, failure, watched } = network();
			meets.call = failing(code);
			expect(await failure(zoho)).toBe(meets.call);
			expect(watched.isOffline).toBe(false);
		},
	);

	it.each(['ENETUNREACH', 'ENETDOWN', 'EAI_AGAIN'])('%s is a computer without a network', async (code) => {
		const { meets, failure, watched, told } = network();
		meets.call = failing(code);
		expect(await failure(zoho)).toMatchObject({ kind: 'offline', message: 'in words', sent: false });
		expect(watched.isOffline).toBe(true);
		expect(told).toEqual([true]);
	});

	it('a name that is not found is nobody’s fault while the page says "offline", and is once it says "online"', async () => {
		const { meets, failure, watched } = network();
		meets.call = failing('ENOTFOUND');
		watched.hint(false);
		expect((await failure(zoho)).kind).toBe('offline');
		watched.hint(true);
		expect((await failure(zoho)).kind).toBe('unreachable');
	});

	it('an answer of whatever kind proves the network, against the hint', async () => {
		const { http, watched, told } = network();
		watched.hint(false);
		await http.send({ method: 'GET', url: `${zoho}/x` });
		expect(watched.isOffline).toBe(false);
		expect(told).toEqual([true, false]);
	});

	it('a wrong certificate is an answer of somebody, and no word of the network', async () => {
		const { meets, failure, watched } = network();
		watched.hint(false);
		meets.call = failing('CERT_HAS_EXPIRED');
		expect((await failure(zoho)).kind).toBe('unreachable');
	});

	it('this computer answers without a network, and its failures are its own', async () => {
		const { meets, http, failure, watched } = network();
		watched.hint(false);
		await http.send({ method: 'GET', url: `${here}/x` });
		expect(watched.isOffline).toBe(true);
		meets.call = failing('ENETUNREACH');
		expect((await failure(here)).kind).toBe('unreachable');
	});
});

describe('the look', () => {
	it('is taken now and then while it is offline, and never while it is not', async () => {
		const { watched, asked, meets, told } = network();
		await vi.advanceTimersByTimeAsync(10 * 60_000);
		expect(asked).toEqual([]);
		watched.hint(false);
		await vi.advanceTimersByTimeAsync(61_000);
		expect(asked).toEqual([zoho, zoho]);
		meets.look = answered;
		await vi.advanceTimersByTimeAsync(30_000);
		expect(told).toEqual([true, false]);
		await vi.advanceTimersByTimeAsync(10 * 60_000);
		expect(asked).toHaveLength(3);
	});

	it('ends with the app', async () => {
		const { watched, asked, stop } = network();
		watched.hint(false);
		stop();
		await vi.advanceTimersByTimeAsync(10 * 60_000);
		expect(asked).toEqual([]);
	});

	it.each(['name', 'connection'] as const)('finds nobody at the step "%s"', async (step) => {
		const { watched, meets } = network();
		watched.hint(false);
		meets.look = silent(step);
		expect(await watched.look(zoho)).toBe(true);
	});

	it.each(['proxy', 'certificate'] as const)('finds somebody at the step "%s"', async (step) => {
		const { watched, meets } = network();
		watched.hint(false);
		meets.look = silent(step);
		expect(await watched.look(zoho)).toBe(false);
	});
});

describe('before a browser is opened', () => {
	it('nobody is asked while the computer is online, nor for this computer', async () => {
		const { watched, asked } = network();
		await watched.requireFor(zoho);
		watched.hint(false);
		await watched.requireFor(here);
		expect(asked).toEqual([]);
	});

	it('a hint alone refuses nothing: the host is asked, and its silence is said', async () => {
		const { watched, meets } = network();
		watched.hint(false);
		const refused = await watched.requireFor(zoho).catch((error: unknown) => error);
		expect(refused).toBeInstanceOf(AppError);
		expect(refused).toMatchObject({ code: 'OFFLINE', details: { host: 'accounts.zoho.eu' } });
		meets.look = answered;
		await watched.requireFor(zoho);
		expect(watched.isOffline).toBe(false);
	});
});
