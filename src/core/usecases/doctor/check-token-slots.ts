import type { Store } from '../../ports/store.ts';
import { slotLimit, slotsByUser } from '../token-slots.ts';
import { type Finding, ok, own, warn, words } from './finding.ts';

/** So few slots left are worth a word. */
const few = 2;

/** Whose next sign-ins would silently end a token that is held here. */
export function checkTokenSlots(store: Store): readonly Finding[] {
	const connections = store.connections.all();
	const held = store.apiClients.all().flatMap((client) => {
		const mine = connections.filter(({ apiClient }) => apiClient === client.id);
		return [...new Set(mine.map(({ dataCenter }) => dataCenter))].flatMap((dataCenter) =>
			[...slotsByUser({ store }, client.id, dataCenter)].map(([email, count]) => ({ client, email, count })),
		);
	});
	const near = held.filter(({ count }) => count >= slotLimit - few);
	if (near.length === 0) {
		const most = held.reduce((highest, { count }) => Math.max(highest, count), 0);
		return [ok('token slots', words`At most ${most} of ${slotLimit} in use for one user and API client`)];
	}
	return near.map(({ client, email, count }) => {
		const whose = words`${own('user', email)} with ${own('API client', client.name)}`;
		const next = count >= slotLimit ? 'the next sign-in ends the oldest token' : 'the 21st token ends the oldest one';
		const message = words`${whose}: ${count} of ${slotLimit} in use; ${next}`;
		return warn('token slots', message, [
			'Revoke connections of that user that nobody needs (`latchkey revoke ALIAS`).',
		]);
	});
}
