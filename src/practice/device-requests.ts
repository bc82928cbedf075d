import { randomInt } from 'node:crypto';
import type { ApiClientRegistration } from './api-client-registry.ts';
import type { Authorization } from './grant-file.ts';
import { newToken } from './new-token.ts';

/** How long a user code is good, and how long tokens wait once the person accepted. */
export const deviceCodeLifeMs = 5 * 60_000;

// RFC 8628 6.1: no vowels, so that no word comes out, and no digits to mistake for letters.
const userCodeLetters = 'BCDFGHJKLMNPQRSTVWXZ';
const capacity = 1000;

/** What a device asked for. */
export interface DeviceRequest {
	readonly client: ApiClientRegistration;
	/** The location at which the device began. */
	readonly location: string;
	readonly scopes: readonly string[];
	readonly offline: boolean;
	/** Whether `prompt=consent` asked for a refresh token even if the user accepted this client before. */
	readonly forceConsent: boolean;
}

/** What a person accepted. */
export interface AcceptedDevice {
	readonly authorization: Authorization;
	readonly withRefreshToken: boolean;
}

/** The body of an answer to a poll that brings no tokens; other names than `invalid_code` are Zoho's own. */
export type DevicePollError =
	| { readonly error: 'invalid_code' | 'expired' | 'slow_down' | 'authorization_pending' | 'access_denied' }
	| { readonly error: 'other_dc'; readonly user_location: string };

interface Entry {
	readonly deviceCode: string;
	readonly userCode: string;
	readonly request: DeviceRequest;
	endsAt: number;
	polledAt: number;
	outcome: 'pending' | 'declined' | AcceptedDevice;
}

/** The device requests of every data center, until their tokens are fetched; the oldest one goes when there are many. */
export class DeviceRequests {
	readonly #now: () => number;
	readonly #intervalMs: number;
	readonly #entries = new Map<string, Entry>();

	constructor(now: () => number, intervalMs: number) {
		this.#now = now;
		this.#intervalMs = intervalMs;
	}

	/** Begins a request: one code for the device, one for the person. */
	open(request: DeviceRequest): { readonly deviceCode: string; readonly userCode: string } {
		const deviceCode = newToken('1004');
		const userCode = newUserCode();
		const endsAt = this.#now() + deviceCodeLifeMs;
		this.#entries.set(deviceCode, { deviceCode, userCode, request, endsAt, polledAt: -Infinity, outcome: 'pending' });
		const [oldest] = this.#entries.keys();
		if (this.#entries.size > capacity && oldest !== undefined) this.#entries.delete(oldest);
		return { deviceCode, userCode };
	}

	/** The request that waits for a person, by its user code in any case and with or without the hyphen. */
	findByUserCode(typed: string): { readonly deviceCode: string; readonly request: DeviceRequest } | undefined {
		const letters = (text: string) => text.replace(/[\s-]/g, '').toUpperCase();
		return [...this.#entries.values()].find(
			(entry) => letters(entry.userCode) === letters(typed) && this.#isWaiting(entry),
		);
	}

	/** The request with that device code, if it still waits for a person. */
	findWaiting(deviceCode: string): DeviceRequest | undefined {
		const entry = this.#entries.get(deviceCode);
		return entry && this.#isWaiting(entry) ? entry.request : undefined;
	}

	/** Notes what the person decided. Zoho speaks of a person who does nothing in time, so the time begins anew. */
	decide(deviceCode: string, outcome: 'declined' | AcceptedDevice): void {
		const entry = this.#entries.get(deviceCode);
		if (!entry) return;
		entry.outcome = outcome;
		entry.endsAt = this.#now() + deviceCodeLifeMs;
	}

	/**
	 * What a device gets. Two polls within the interval are too many, whatever the first one was told and wherever: the
	 * strict reading, whether Zoho counts over data centers is not documented. What was accepted is fetched once.
	 */
	poll(deviceCode: string, clientId: string, location: string): AcceptedDevice | DevicePollError {
		const entry = this.#entries.get(deviceCode);
		if (!entry || entry.request.client.clientId !== clientId || !isKnownAt(entry, location)) {
			return { error: 'invalid_code' };
		}
		const now = this.#now();
		const isTooSoon = now - entry.polledAt < this.#intervalMs;
		entry.polledAt = now;
		if (entry.endsAt <= now) return { error: 'expired' };
		if (isTooSoon) return { error: 'slow_down' };
		if (entry.outcome === 'pending') return { error: 'authorization_pending' };
		if (entry.outcome === 'declined') return { error: 'access_denied' };
		const home = entry.outcome.authorization.location;
		if (home !== location) return { error: 'other_dc', user_location: home };
		this.#entries.delete(deviceCode);
		return entry.outcome;
	}

	/** Drops what a user accepted and no device has fetched yet. */
	dropUser(email: string): void {
		for (const [code, { outcome }] of this.#entries) {
			if (typeof outcome === 'object' && outcome.authorization.email === email) this.#entries.delete(code);
		}
	}

	#isWaiting({ outcome, endsAt }: Entry): boolean {
		return outcome === 'pending' && endsAt > this.#now();
	}
}

/** A request is known where it began and, once accepted, where its user lives. */
function isKnownAt({ request, outcome }: Entry, location: string): boolean {
	return location === request.location || (typeof outcome === 'object' && outcome.authorization.location === location);
}

function newUserCode(): string {
	const letters = Array.from({ length: 8 }, () => userCodeLetters.charAt(randomInt(userCodeLetters.length))).join('');
	return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
