import { eventChannel } from '../shared/ipc/methods.ts';
import { type CoreEvent, coreEvent } from '../shared/views.ts';
import type { MainWindow } from './main-window.ts';

/** Tells the window what changed. The event is parsed strictly on the way: a stray field would fail, not leak. */
export function sendEvent(event: CoreEvent, window: MainWindow): void {
	window.contents?.send(eventChannel, coreEvent.parse(event));
}
