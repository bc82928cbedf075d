/** "Latchkey", or "Latchkey 2" if that is taken, and so on. */
export function freeName(wanted: string, taken: readonly string[]): string {
	const known = new Set(taken.map((each) => each.toLowerCase()));
	if (!known.has(wanted.toLowerCase())) return wanted;
	let count = 2;
	while (known.has(`${wanted} ${count}`.toLowerCase())) count += 1;
	return `${wanted} ${count}`;
}
