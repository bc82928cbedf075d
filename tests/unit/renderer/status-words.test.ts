import { expect, it } from 'vitest';
import { statusWords } from '../../../src/renderer/features/connections/status-words.ts';
import { connectionStatus } from '../../../src/shared/views.ts';
import { connection, now, utc } from './fixtures.ts';

it.each([
	['pending', 'Waiting for sign-in', 'Waiting for sign-in'],
	['connected', 'Connected, checked 3 hr ago', 'Connected'],
	['unverified', 'Not checked yet', 'Not checked yet'],
	['needs_reauth', 'Needs re-auth', 'Needs re-auth'],
	['waiting', 'Paused until 14:32', 'Paused'],
	['unreachable', 'Could not reach Zoho (EU)', 'Could not reach Zoho'],
	['locked', 'Locked', 'Locked'],
	['revoke_queued', 'Revoke waiting for network', 'Revoke waiting for network'],
	['revoked', 'Revoked on 3 May', 'Revoked'],
] as const)('says %s as "%s"', (status, full, short) => {
	const times = { waitingUntil: '2026-05-10T14:32:00Z', revokedAt: '2026-05-03T09:00:00Z' };
	expect(statusWords(connection({ status, ...times }), 'EU', now, utc)).toEqual({ full, short });
});

it('has words for every status, even without its time', () => {
	for (const status of connectionStatus.options) {
		const { full } = statusWords(connection({ status, lastCheckedAt: null }), 'EU', now, utc);
		expect(full).toMatch(/^[A-Z]/);
		expect(full).not.toMatch(/undefined|null|Invalid/);
	}
});

it('says of one that was kept apart what to do about it', () => {
	const problem = { code: 'PARKED', message: 'm', hint: 'h' } as const;
	const said = statusWords(connection({ status: 'unverified', problem }), 'EU', now, utc);
	expect(said).toEqual({ full: 'Kept apart, check or revoke it', short: 'Kept apart' });
});
