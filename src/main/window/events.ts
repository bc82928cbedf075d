import { eventChannel } from '../../shared/ipc/methods.ts';
import { type CoreEvent, coreEvent } from '../../shared/views.ts';
import type { AppLock } from '../app-lock.ts';
import type { MainWindow } from './main-window.ts';

/**
 * Tells the window what changed. The event is parsed strictly on the way: a stray field would fail, not leak; what names a connection stays
 * here while the lock hides the list.
 */
export function sendEvent(event: CoreEvent, window: MainWindow, lock: Pick<AppLock, 'hidesList'>): void {
	const namesOne = event.type === 'sign-in-changed' || event.type === 'bulk-changed';
	const sent: CoreEvent = namesOne && lock.hidesList ? { type: 'store-changed' } : event;
	window.contents?.send(eventChannel, coreEvent.parse(sent));
}
