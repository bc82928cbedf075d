/** The seed of a test that draws by chance: `LATCHKEY_SEED`, else a new one. Its name prints it. */
export const seed = Number(process.env.LATCHKEY_SEED ?? Date.now() % 1_000_000);

/** A stream of numbers from 0 to 1 that a seed fixes (mulberry32). */
export function seeded(from: number): () => number {
	let state = from;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
