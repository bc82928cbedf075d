/**
 * The known word that was probably meant: the one that the fewest changes make of what was typed (a letter added, left out or replaced,
 * two neighbours swapped). Null where none is near.
 */
export function nearest(typed: string, known: readonly string[]): string | null {
	// A short word is near to everything, a long one mistyped twice at most.
	const most = typed.length < 3 ? 0 : typed.length < 6 ? 1 : 2;
	const near = known
		.map((word) => ({ word, changes: changesBetween(typed, word) }))
		.filter(({ changes }) => changes <= most)
		.sort((a, b) => a.changes - b.changes);
	return near[0]?.word ?? null;
}

/** How many changes lead from one word to the other (optimal string alignment). */
function changesBetween(from: string, to: string): number {
	let beforeLast: readonly number[] = [];
	let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, at) => at);
	for (let row = 1; row <= from.length; row++) {
		const current = [row];
		for (let at = 1; at <= to.length; at++) {
			const same = from[row - 1] === to[at - 1] ? 0 : 1;
			const swapped = row > 1 && at > 1 && from[row - 1] === to[at - 2] && from[row - 2] === to[at - 1];
			current[at] = Math.min(
				(last[at] ?? 0) + 1,
				(current[at - 1] ?? 0) + 1,
				(last[at - 1] ?? 0) + same,
				swapped ? (beforeLast[at - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
			);
		}
		beforeLast = last;
		last = current;
	}
	return last[to.length] ?? 0;
}
