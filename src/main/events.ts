import type { Core } from '../core/create-core.ts';
import { eventChannel } from '../shared/ipc/methods.ts';
import { coreEvent } from '../shared/views.ts';
import type { MainWindow } from './main-window.ts';

/** Tells the window what changed. The event is parsed strictly on the way: a stray field would fail, not leak. */
export function sendEvents(core: Core, window: MainWindow): void {
	core.subscribe((event) => window.contents?.send(eventChannel, coreEvent.parse(event)));
}
