import type { Core } from '../core/create-core.ts';
import { eventChannel } from '../shared/ipc/methods.ts';
import type { CoreEvent } from '../shared/views.ts';
import type { MainWindow } from './main-window.ts';

/** How soon the window shows what the CLI or another program did, in milliseconds. Asking costs a few microseconds. */
const intervalMs = 500;

/** Notices what other processes write to the store, and tells the window. Gives back what ends it. */
export function watchStore(core: Core, window: MainWindow): () => void {
	let seen = core.storeVersion();
	const changed: CoreEvent = { type: 'store-changed' };
	const timer = setInterval(() => {
		const version = core.storeVersion();
		if (version === seen) return;
		seen = version;
		window.contents?.send(eventChannel, changed);
	}, intervalMs);
	return () => clearInterval(timer);
}
