import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { quickStart } from '../../support/quick-start.ts';
import type { AskOrder, AskWord } from './asker.ts';
import { manyConnections } from './many.ts';
import { minute } from './world.ts';

const processes = 20;
const rounds = Number(process.env.LATCHKEY_RACE_ROUNDS ?? 200);

/** The next word of a process; rejects where it ends instead. */
function nextWord(child: ChildProcess): Promise<AskWord> {
	return new Promise((resolve, reject) => {
		const ended = () => reject(new Error('A process ended early.'));
		child.once('exit', ended);
		child.once('message', (word: AskWord) => {
			child.off('exit', ended);
			resolve(word);
		});
	});
}

it(
	`R01: ${processes} processes that need a new token together make one token call and all get its result, ${rounds} times`,
	async () => {
		const { folder, clock, crm, aliases } = await manyConnections(1);
		const asker = join(import.meta.dirname, 'asker.ts');
		const children = Array.from({ length: processes }, () =>
			fork(asker, [folder, ...aliases], { env: { ...process.env, ...quickStart } }),
		);
		onTestFinished(async () => {
			for (const child of children) {
				if (child.exitCode !== null) continue;
				child.disconnect();
				await once(child, 'exit');
			}
		});
		await Promise.all(children.map(nextWord));
		const seen = new Set<string>();
		for (let round = 1; round <= rounds; round++) {
			// By the clock of all of them the hour of the token before is over, and Zoho's window of ten tokens, too.
			clock.at += 61 * minute;
			// While the first one's call is under way all the others come.
			crm.faults.next({ path: '/oauth/v2/token', fault: { delayMs: 20 } });
			const words = children.map(nextWord);
			for (const child of children) child.send({ at: clock.at } satisfies AskOrder);
			const got = new Set((await Promise.all(words)).map((word) => JSON.stringify(word)));
			expect([...got], `round ${round}`).toEqual([expect.stringMatching(/^\{"token":"1000\./)]);
			expect(crm.requests.filter(({ at }) => at === clock.at).map(({ grantType }) => grantType)).toEqual([
				'refresh_token',
			]);
			for (const one of got) seen.add(one);
		}
		expect(seen.size).toBe(rounds);
	},
	30_000 + 500 * rounds,
);
