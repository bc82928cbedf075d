import type { ConnectionView } from '../../../shared/views.ts';
import type { Group } from './grouping.ts';

/** The groups as one run of rows, with the place of each row and heading in the grid (from 1, headings count). */
export interface ListLayout {
	readonly rows: readonly ConnectionView[];
	readonly counts: number[];
	readonly rowIndexes: readonly number[];
	readonly headings: readonly number[];
}

export function layOut(groups: readonly Group[]): ListLayout {
	const rowIndexes: number[] = [];
	const headings: number[] = [];
	let index = 0;
	for (const { connections } of groups) {
		index += 1;
		headings.push(index);
		for (const _ of connections) {
			index += 1;
			rowIndexes.push(index);
		}
	}
	return {
		rows: groups.flatMap(({ connections }) => connections),
		counts: groups.map(({ connections }) => connections.length),
		rowIndexes,
		headings,
	};
}

/** The row that a key leads to; null if the key moves nothing. */
export function moveActive(key: string, from: number, count: number, page: number): number | null {
	const last = count - 1;
	if (last < 0) return null;
	const to: Record<string, number> = {
		ArrowDown: from + 1,
		ArrowUp: from - 1,
		PageDown: from + page,
		PageUp: from - page,
		Home: 0,
		End: last,
	};
	const target = to[key];
	return target === undefined ? null : Math.min(last, Math.max(0, target));
}
