import type { Store } from '../../ports/store.ts';
import { slotLimit, slotsHeld } from '../token-slots.ts';
import { type Finding, ok, own, warn, words } from './finding.ts';

/** So few slots left are worth a word. */
const few = 2;

/** Whose next sign-ins would silently end a token that is held here. */
export function checkTokenSlots(store: Store): readonly Finding[] {
	const owners = new Map(
		store.connections.all().map((one) => [JSON.stringify([one.apiClient, one.dataCenter, one.user.email]), one]),
	);
	const held = [...owners.values()].map((owner) => ({ owner, count: slotsHeld({ store }, owner) }));
	const near = held.filter(({ count }) => count >= slotLimit - few);
	if (near.length === 0) {
		const most = Math.max(0, ...held.map(({ count }) => count));
		return [ok('token slots', words`At most ${most} of ${slotLimit} in use for one user and API client`)];
	}
	return near.map(({ owner, count }) => {
		const client = store.apiClients.byId(owner.apiClient)?.name ?? owner.apiClient;
		const whose = words`${own('user', owner.user.email)} with ${own('API client', client)}`;
		const next = count >= slotLimit ? 'the next sign-in ends the oldest token' : 'the 21st token ends the oldest one';
		const message = words`${whose}: ${count} of ${slotLimit} in use; ${next}`;
		return warn('token slots', message, [
			'Revoke connections of that user that nobody needs (`latchkey revoke ALIAS`).',
		]);
	});
}
