import { clipboard } from 'electron';
import type { Core } from '../../core/create-core.ts';
import type { BulkPlan } from '../../shared/bulk.ts';
import type { Settings } from '../../shared/settings.ts';
import type { BulkRuns } from '../bulk/bulk-runs.ts';
import { bulkResultText, connectionListText } from '../bulk/bulk-texts.ts';
import { languageNow, wordsFor } from '../words.ts';
import { connectionsOf } from './connections-of.ts';
import type { Ask, Handlers } from './handler-table.ts';

type BulkMethods =
	| 'planBulk'
	| 'startBulk'
	| 'pauseBulk'
	| 'resumeBulk'
	| 'stopBulk'
	| 'copyBulkResult'
	| 'copyConnectionList';

/** Acts on many connections. A revoke asks the person in a dialog of this process, and names production. */
export function bulkHandlers(
	core: Core,
	runs: BulkRuns,
	ask: Ask,
	settings: () => Settings,
): Pick<Handlers, BulkMethods> {
	const spoken = () => ({ words: wordsFor(settings()), language: languageNow(settings()) });
	return {
		planBulk: ({ act, ids, withProduction }) => runs.plan(act, ids, withProduction),
		startBulk: async ({ act, ids, withProduction }) => {
			const plan = runs.plan(act, ids, withProduction);
			if (act === 'revoke' && !(await askToRevoke(plan))) return { bulk: null };
			return { bulk: runs.start(plan) };
		},
		pauseBulk: ({ bulkId }) => runs.pause(bulkId),
		resumeBulk: ({ bulkId }) => runs.resume(bulkId),
		stopBulk: ({ bulkId }) => runs.stop(bulkId),
		copyBulkResult: async ({ bulkId }) => {
			await clipboard.writeText(bulkResultText(runs.view(bulkId), core.connections.list(), spoken()));
			return {};
		},
		copyConnectionList: async ({ ids }) => {
			await clipboard.writeText(connectionListText(ids, core.connections.list(), spoken()));
			return {};
		},
	};

	async function askToRevoke({ ids, endsToo }: BulkPlan): Promise<boolean> {
		const connections = connectionsOf(core, ids);
		const production = connections.filter(({ environment }) => environment === 'production').length;
		const names = connections.slice(0, 12).map(({ alias }) => alias);
		const others = connectionsOf(core, endsToo).map(({ alias }) => alias);
		return ask(spoken().words.revokeAll(names, connections.length, production, others));
	}
}
