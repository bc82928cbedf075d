import { openCore } from './lab.ts';

/** What a caller's process answers: a hash of nothing but the tokens' number, and how long it took. */
export interface CallerWord {
	readonly tokens: readonly string[];
	readonly failures: readonly string[];
	readonly ms: number;
}

// Waits for the word to go, asks for tokens all at once, says what came.
const [, , folder = '', alias = '', callers = '0'] = process.argv;
const core = openCore(folder);
process.once('message', async () => {
	const began = Date.now();
	const asked = Array.from({ length: Number(callers) }, () => core.connections.token(alias, 300));
	const results = await Promise.allSettled(asked);
	const word: CallerWord = {
		tokens: results.flatMap((one) => (one.status === 'fulfilled' ? [one.value.accessToken.reveal()] : [])),
		failures: results.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : [])),
		ms: Date.now() - began,
	};
	await core.close();
	process.send?.(word, () => process.disconnect());
});
process.send?.('ready');
