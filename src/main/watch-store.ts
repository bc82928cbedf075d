import type { Core } from '../core/create-core.ts';
import type { CoreEvent } from '../shared/views.ts';

/** How soon the window shows what the CLI or another program did, in milliseconds. Asking costs a few microseconds. */
const intervalMs = 500;

/** Notices what other processes write to the store, and tells of it. Gives back what ends it. */
export function watchStore(core: Core, tell: (event: CoreEvent) => void): () => void {
	let seen = core.storeVersion();
	const timer = setInterval(() => {
		const version = core.storeVersion();
		if (version === seen) return;
		seen = version;
		tell({ type: 'store-changed' });
	}, intervalMs);
	return () => clearInterval(timer);
}
