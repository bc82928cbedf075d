// `npm run bench`: the speed that the documents promise, as ratios, each with its bound; exit code 1 when one does not hold.
import { cachedToken } from './cached-token.ts';
import { cliStart } from './cli-start.ts';
import { type Lab, openLab } from './lab.ts';
import { longList } from './long-list.ts';
import { oneCall } from './one-call.ts';
import { refreshMany } from './refresh-many.ts';
import type { Result } from './result.ts';
import { tokenStores } from './token-stores.ts';

// `npm run bench -- tokenStores` runs those that are named.
const all: readonly ((lab: Lab) => Promise<Result>)[] = [
	refreshMany,
	cachedToken,
	oneCall,
	tokenStores,
	cliStart,
	longList,
];
const named = process.argv.slice(2);
const benches = named.length > 0 ? all.filter(({ name }) => named.includes(name)) : all;
for (const bench of benches) {
	const lab = await openLab();
	try {
		const { name, lines, holds } = await bench(lab);
		console.log(`${holds ? 'ok  ' : 'FAIL'} ${name}`);
		for (const line of lines) console.log(`       ${line}`);
		if (!holds) process.exitCode = 1;
	} finally {
		await lab.close();
	}
}
