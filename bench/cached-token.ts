import { performance } from 'node:perf_hooks';
import type { HttpClient } from '../src/core/ports/http-client.ts';
import { type Lab, openCore, percentile } from './lab.ts';
import type { Result } from './result.ts';

const rounds = 1_000;

/** A token that lives is handed out without a network call; a fetch to loopback is the least that a tool pays which asks a server. */
export async function cachedToken(lab: Lab): Promise<Result> {
	let calls = 0;
	const core = openCore(lab.folder, {
		http: (inner): HttpClient => ({
			send: (request, signal) => {
				calls++;
				return inner.send(request, signal);
			},
			close: () => inner.close(),
		}),
	});
	try {
		const [alias = ''] = await lab.connect(core, 1);
		calls = 0;
		const time = async (act: () => Promise<unknown>) => {
			const times: number[] = [];
			for (let round = -50; round < rounds; round++) {
				const began = performance.now();
				await act();
				if (round >= 0) times.push(performance.now() - began);
			}
			return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
		};
		const token = await time(() => core.connections.token(alias, 300));
		const floor = await time(async () => (await fetch(`${lab.origin}/crm/v8/org`)).text());
		const ms = (value: number) => `${value.toFixed(3)} ms`;
		return {
			name: '`token` on a live token, in process',
			lines: [
				`network calls in ${rounds} tokens: ${calls} (bound 0)`,
				`p50 ${ms(token.p50)}, p99 ${ms(token.p99)}; a bare fetch to loopback: p50 ${ms(floor.p50)}, p99 ${ms(floor.p99)}`,
				`p50 as a share of the fetch: ${(token.p50 / floor.p50).toFixed(2)}`,
			],
			holds: calls === 0,
		};
	} finally {
		await core.close();
	}
}
