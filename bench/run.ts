// `npm run bench`: the speed that issue and documents promise, as ratios, each with its bound; exit code 1 when one does not hold.
import { cachedToken } from './cached-token.ts';
import { type Lab, openLab } from './lab.ts';
import { oneCall } from './one-call.ts';
import { refreshMany } from './refresh-many.ts';
import type { Result } from './result.ts';

const benches: readonly ((lab: Lab) => Promise<Result>)[] = [refreshMany, cachedToken, oneCall];
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
