import type { App } from './stores/app.ts';

/** What of the browser tells of the network; for tests any object that does. */
interface Online {
	readonly navigator: Pick<Navigator, 'onLine'>;
	readonly addEventListener: (type: 'online' | 'offline', listener: () => void) => void;
}

/** Passes on what Chromium knows of the network, now and at every change. It is only a hint: the main process compares it with what calls meet. */
export function followNetwork({ network }: Pick<App, 'network'>, browser: Online): void {
	const tell = () => void network.getState().hint(browser.navigator.onLine);
	browser.addEventListener('online', tell);
	browser.addEventListener('offline', tell);
	tell();
}
