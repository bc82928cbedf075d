// `npm run faults [-- --long] [--seed=N] [--only=TEXT]`: proves the storage by force. Figures in the last lines; exit code 1 where a promise broke.
import { parseArgs } from 'node:util';
import { Figures } from '../fuzz/figures.ts';
import { faultParts, lanes } from './parts.ts';

const { values } = parseArgs({
	options: {
		long: { type: 'boolean', default: false },
		seed: { type: 'string' },
		only: { type: 'string', default: '' },
	},
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
console.log(`faults: ${values.long ? 'long' : 'short'}, seed ${seed}`);
const began = Date.now();
const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(0)} s`;
const skipped: string[] = [];
const failures: string[] = [];
const lines: string[] = [];
const waiting = faultParts(values.long).filter(({ name }) => name.includes(values.only));

async function lane(): Promise<void> {
	for (let part = waiting.shift(); part; part = waiting.shift()) {
		const { name, needs, run } = part;
		const started = Date.now();
		const figures = await run(seed).catch((error: unknown) => {
			const broken = new Figures();
			broken.fail('the part itself', error instanceof Error ? error.stack : String(error));
			return broken;
		});
		if (figures === null) {
			skipped.push(`${name}: this machine lacks ${needs}`);
			continue;
		}
		console.log(`${figures.failures.length === 0 ? 'held' : 'BROKE'}  ${name} (${seconds(started)})`);
		for (const failure of figures.failures.slice(0, 20)) console.log(`FAILED ${failure}`);
		failures.push(...figures.failures);
		lines.push(name, ...figures.lines());
	}
}

await Promise.all(Array.from({ length: lanes }, lane));
for (const line of lines) console.log(line);
for (const name of skipped) console.log(`skipped: ${name}`);
console.log(`${failures.length} broken, ${skipped.length} skipped, ${seconds(began)}, seed ${seed}`);
process.exitCode = failures.length > 0 ? 1 : 0;
