import type { ConnectionView } from '../../shared/views.ts';

/** Whether a connection came out of the re-authentication of another one and waits for a decision. */
export const isParked = ({ status, problem }: Pick<ConnectionView, 'status' | 'problem'>) =>
	status === 'unverified' && problem?.code === 'PARKED';

/** What was kept apart by a re-authentication that began at `since` (epoch ms): the newest one beside it. */
export function parkedSince(
	all: readonly ConnectionView[],
	renewedId: string,
	since: number,
): ConnectionView | undefined {
	const renewed = all.find(({ id }) => id === renewedId);
	return all
		.filter((each) => isParked(each) && each.id !== renewedId && Date.parse(each.createdAt) >= since)
		.filter(({ apiClient, dataCenter }) => apiClient === renewed?.apiClient && dataCenter === renewed.dataCenter)
		.sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
}
