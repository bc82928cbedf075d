import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import { asAppError } from '../../../src/core/domain/app-error.ts';
import { openCore } from './open-core.ts';

/** What the asking process is told: to ask now, at this time of its clock. */
export interface AskOrder {
	readonly at: number;
}

/** What it got. */
export type AskWord = { readonly token: string } | { readonly error: string };

// A process that stays: each order makes it ask for a token once. It ends when its parent lets go.
const [, , folder = '', alias = ''] = process.argv;
let at = 0;
const core = openCore(folder, { clock: { now: () => at }, http: new NodeHttpClient('0.0.0') });
process.on('message', async (order: AskOrder) => {
	at = order.at;
	process.send?.(await ask());
});
process.once('disconnect', () => void core.close());
process.send?.({ token: '' } satisfies AskWord);

async function ask(): Promise<AskWord> {
	try {
		return { token: (await core.connections.token(alias, 300)).accessToken.reveal() };
	} catch (error) {
		return { error: asAppError(error).code };
	}
}
