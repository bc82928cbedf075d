import { isParked } from '../../shared/needs-attention.ts';
import type { ConnectionView } from '../../shared/views.ts';

export { isParked };

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
