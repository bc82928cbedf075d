import { app, session } from 'electron';
import { rendererUrl } from './serve-renderer.ts';

/** The window shows its own page and nothing else: no navigation, no new window, no webview, no permission, no download. */
export function denyEverythingElse(): void {
	const { defaultSession } = session;
	defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
	defaultSession.setPermissionCheckHandler(() => false);
	defaultSession.setDevicePermissionHandler(() => false);
	defaultSession.on('will-download', (event) => event.preventDefault());

	app.on('web-contents-created', (_event, contents) => {
		contents.on('will-navigate', (event) => event.preventDefault());
		contents.on('will-frame-navigate', (event) => {
			if (event.url !== rendererUrl) event.preventDefault();
		});
		contents.on('will-redirect', (event) => event.preventDefault());
		contents.on('will-attach-webview', (event) => event.preventDefault());
		contents.setWindowOpenHandler(() => ({ action: 'deny' }));
	});
}
