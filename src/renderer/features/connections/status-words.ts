import { isParked } from '../../../shared/needs-attention.ts';
import type { ConnectionView } from '../../../shared/views.ts';
import type { Zone } from '../../lib/time.ts';
import { clockTime, relativeTime, shortDate } from '../../lib/time.ts';
import { words } from '../../words.ts';

type Described = Pick<ConnectionView, 'status' | 'problem' | 'lastCheckedAt' | 'waitingUntil' | 'revokedAt'>;

/** The status in words: in full, and short for narrow places. */
export interface StatusWords {
	readonly full: string;
	readonly short: string;
}

const both = (full: string, short = full): StatusWords => ({ full, short });

/** The name of a status, without the times that belong to one connection. */
export const statusName = (status: ConnectionView['status']) =>
	statusWords({ status, problem: null, lastCheckedAt: null, waitingUntil: null, revokedAt: null }, '', 0).short;

/** The words of the table in product.md. `dataCenter` is the short name, such as "EU". */
export function statusWords(connection: Described, dataCenter: string, now: number, zone: Zone = {}): StatusWords {
	const { status, lastCheckedAt, waitingUntil, revokedAt } = connection;
	switch (status) {
		case 'pending':
			return both(words.status.pending);
		case 'connected':
			if (lastCheckedAt === null) return both(words.status.connected);
			return both(words.status.connectedChecked(relativeTime(lastCheckedAt, now, zone)), words.status.connected);
		case 'unverified':
			return isParked(connection) ? both(words.status.parkedLong, words.status.parked) : both(words.status.unverified);
		case 'needs_reauth':
			return both(words.status.needsReauth);
		case 'waiting':
			if (waitingUntil === null) return both(words.status.paused);
			return both(words.status.pausedUntil(clockTime(waitingUntil, now, zone)), words.status.paused);
		case 'unreachable':
			return both(words.status.unreachableAt(dataCenter), words.status.unreachable);
		case 'locked':
			return both(words.status.locked);
		case 'revoke_queued':
			return both(words.status.revokeQueued);
		case 'revoked':
			if (revokedAt === null) return both(words.status.revoked);
			return both(words.status.revokedOn(shortDate(revokedAt, now, zone)), words.status.revoked);
	}
}
