import { app } from 'electron';

/** Whether this is the only instance for its profile; a second one brings the first one's window up and ends. */
export function onlyOneInstance(onSecond: () => void): boolean {
	if (!app.requestSingleInstanceLock()) {
		app.quit();
		return false;
	}
	app.on('second-instance', onSecond);
	return true;
}
