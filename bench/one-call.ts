import type { CallerWord } from './caller.ts';
import { type Lab, nextWord, openCore, startProcess } from './lab.ts';
import type { Result } from './result.ts';

const callersOf = [17, 17, 16];
const rounds = 5;

/** Fifty callers in three processes on a token that ends too soon: one token call, one result for all. */
export async function oneCall(lab: Lab): Promise<Result> {
	// Alive for a minute where the callers want five.
	await lab.order({ latencyMs: 100, expiresIn: 60 });
	const core = openCore(lab.folder);
	const aliases = await lab.connect(core, rounds);
	await core.close();
	const calls: number[] = [];
	const times: number[] = [];
	const differing: number[] = [];
	const failures: string[] = [];
	for (const alias of aliases) {
		const before = await lab.order({ latencyMs: 100, expiresIn: 3600 });
		const processes = callersOf.map((callers) => startProcess('caller', lab.folder, alias, String(callers)));
		await Promise.all(processes.map((one) => nextWord(one)));
		const said = processes.map((one) => nextWord<CallerWord>(one));
		for (const one of processes) one.send('go');
		const words = await Promise.all(said);
		calls.push((await lab.order({ latencyMs: 100, expiresIn: 3600 })) - before);
		times.push(Math.max(...words.map(({ ms }) => ms)));
		differing.push(new Set(words.flatMap(({ tokens }) => tokens)).size);
		failures.push(...words.flatMap((word) => word.failures));
	}
	const isOne = (list: readonly number[]) => list.every((one) => one === 1);
	return {
		name: '50 parallel callers in 3 processes on an expired token, server latency 100 ms',
		lines: [
			`token calls in ${rounds} rounds: ${calls.join(', ')} (bound 1 each); different tokens: ${differing.join(', ')}; failures: ${failures.length}`,
			`until the last caller had it: ${times.join(', ')} ms (the call itself: 100 ms)`,
			...new Set(failures),
		],
		holds: isOne(calls) && isOne(differing) && failures.length === 0,
	};
}
