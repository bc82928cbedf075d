import type { Core } from '../../core/create-core.ts';
import { isLoopback } from '../../core/domain/loopback.ts';
import type { Network } from '../network.ts';
import type { Handlers } from './handler-table.ts';

/** The accounts host of a connection that needs the network; null where none does. */
export function hostInUse(core: Pick<Core, 'connections' | 'dataCenters'>): string | null {
	const used = new Set(core.connections.list().map(({ dataCenter }) => dataCenter));
	return accountsHosts(core, (id) => used.has(id))[0] ?? null;
}

/** What the page says of the network, and the look that a person asks for. */
export function networkHandlers(
	core: Pick<Core, 'connections' | 'dataCenters'>,
	network: Network,
): Pick<Handlers, 'networkHint' | 'lookForNetwork'> {
	return {
		networkHint: ({ online }) => {
			network.hint(online);
			return {};
		},
		lookForNetwork: async () => {
			const host = hostInUse(core) ?? accountsHosts(core)[0];
			return { offline: host === undefined ? network.isOffline : await network.look(host) };
		},
	};
}

function accountsHosts({ dataCenters }: Pick<Core, 'dataCenters'>, wanted: (id: string) => boolean = () => true) {
	return dataCenters
		.list()
		.filter(({ id, accountsUrl }) => wanted(id) && !isLoopback(new URL(accountsUrl)))
		.map(({ accountsUrl }) => accountsUrl);
}
