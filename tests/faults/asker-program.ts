import { createInterface } from 'node:readline';
import { asAppError } from '../../src/core/domain/app-error.ts';
import { coreOn, vaultOf } from './lab.ts';

// Asks for an access token whenever it is told to: "AHEAD_MS ALIAS" a line, where AHEAD_MS is how far its clock is ahead.
const folder = process.argv[2] ?? '';
let aheadMs = 0;
const core = coreOn(folder, { vault: vaultOf('folder', folder), clock: { now: () => Date.now() + aheadMs } });
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
	const [ahead = '', alias = ''] = line.split(' ');
	aheadMs = Number(ahead);
	const answer = await core.connections.token(alias, 300).then(
		({ accessToken }) => accessToken.reveal(),
		(error: unknown) => asAppError(error).code,
	);
	process.stdout.write(`${answer}\n`);
}
await core.close();
