import type { Core } from '../core/create-core.ts';
import type { BulkRuns } from './bulk-runs.ts';
import type { Handlers } from './handlers.ts';

type BulkMethods = 'planBulk' | 'startBulk' | 'pauseBulk' | 'resumeBulk' | 'stopBulk';

/** Acts on many connections. A revoke asks the person in a dialog of this process, and names production. */
export function bulkHandlers(
	core: Core,
	runs: BulkRuns,
	ask: (message: string, detail: string, act: string) => Promise<boolean>,
): Pick<Handlers, BulkMethods> {
	return {
		planBulk: ({ act, ids, withProduction }) => runs.plan(act, ids, withProduction),
		startBulk: async ({ act, ids, withProduction }) => {
			const plan = runs.plan(act, ids, withProduction);
			if (act === 'revoke' && !(await askToRevoke(plan.ids))) return { bulk: null };
			return { bulk: runs.start(plan) };
		},
		pauseBulk: ({ bulkId }) => runs.pause(bulkId),
		resumeBulk: ({ bulkId }) => runs.resume(bulkId),
		stopBulk: ({ bulkId }) => runs.stop(bulkId),
	};

	async function askToRevoke(ids: readonly string[]): Promise<boolean> {
		const connections = ids.map((id) => core.connections.get(id));
		const production = connections.filter(({ environment }) => environment === 'production').length;
		const names = connections.slice(0, 12).map(({ alias }) => alias);
		const more = connections.length > names.length ? ` and ${connections.length - names.length} more` : '';
		const detail = `${names.join(', ')}${more}.\n${production} of them production. Programs that use them stop working at once.`;
		return ask(`Revoke ${connections.length} connections at Zoho?`, detail, 'Revoke at Zoho');
	}
}
