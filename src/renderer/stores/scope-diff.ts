import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { Output } from '../../shared/ipc/contract.ts';
import type { Client, ErrorView } from '../client/client.ts';
import { viewOf } from '../client/client.ts';

/** What a re-authentication with other scopes would change. */
export interface ScopeDiffState {
	/** Null: not known, as long as nothing is chosen or the answer is on its way. */
	readonly diff: Output<'scopeDiff'> | null;
	readonly error: ErrorView | null;
	/** Empty scopes: as before, so nothing changes. */
	readonly ask: (id: string, scopes: readonly string[]) => Promise<void>;
}

/** Asks the core; the last question counts, whichever answer comes last. */
export function createScopeDiff(client: Client): StoreApi<ScopeDiffState> {
	let last = 0;
	return createStore<ScopeDiffState>()((set) => ({
		diff: null,
		error: null,
		ask: async (id, scopes) => {
			last += 1;
			const mine = last;
			const unchanged = { added: [], removed: [] };
			try {
				const diff = scopes.length === 0 ? unchanged : await client.call('scopeDiff', { id, scopes: [...scopes] });
				if (mine === last) set({ diff, error: null });
			} catch (error) {
				if (mine === last) set({ diff: null, error: viewOf(error) });
			}
		},
	}));
}
