import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Figures } from '../fuzz/figures.ts';
import { seeded } from '../integration/core/seeded.ts';
import { act } from './acts.ts';
import { Lab } from './lab.ts';
import { look } from './look.ts';
import { withCore } from './trial.ts';

const hour = 60 * 60_000;

/** Three processes ask for the same token at once, again and again, while their clock is set back and forth by up to three days. */
export async function refreshes(times: number, seed: number): Promise<Figures> {
	const figures = new Figures();
	const chance = seeded(seed);
	const lab = await Lab.open({ apiClients: 1 });
	await withCore(lab.core(), (core) => act(core, 'connect', { alias: 'acme', apiClient: 'Client 0', org: 'acme' }));
	const askers = await Promise.all(Array.from({ length: 3 }, () => startAsker(lab.folder)));
	// The steps lie hours apart by the CRM's clock.
	const callsSince = (time: number) =>
		lab.crm.requests.filter(({ grantType, at }) => grantType === 'refresh_token' && at >= time).length;
	for (let n = 0; n < times; n++) {
		lab.aheadMs += 2 * hour;
		const wrongBy = Math.round((chance() * 2 - 1) * ([10_000, 8 * hour, 72 * hour][n % 3] ?? 0));
		const began = lab.now();
		const answers = await Promise.all(askers.map((asker) => asker.ask(`${lab.aheadMs + wrongBy} acme`)));
		const made = callsSince(began);
		const isToken = answers.every((answer) => answer.startsWith('1000.'));
		figures.expect(isToken && new Set(answers).size === 1, `refresh ${n}, clock wrong by ${wrongBy} ms`, answers);
		figures.expect(made <= 1, `refresh ${n}: token calls`, made);
		figures.count('times that three processes asked at once');
		figures.count('token calls', made);
	}
	await Promise.all(askers.map((asker) => asker.end()));
	for (const { breach, what } of (await look(lab)).broken) figures.fail(`refreshes: ${breach}`, what);
	await lab.close();
	return figures;
}

async function startAsker(folder: string) {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'asker-program.ts'), folder], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const next = async () => String((await lines.next()).value);
	await next();
	return {
		ask: (line: string) => {
			child.stdin.write(`${line}\n`);
			return next();
		},
		end: () =>
			new Promise((resolve) => {
				child.on('close', resolve);
				child.stdin.end();
			}),
	};
}
