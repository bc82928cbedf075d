import { app, clipboard } from 'electron';
import { systemPaths } from '../core/adapters/system/paths.ts';
import { sendEvents } from './events.ts';
import { handlersFor } from './handlers.ts';
import { MainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { openCoreOrExplain } from './open-core.ts';
import { PracticeHost } from './practice-host.ts';
import { handleRequests } from './requests.ts';
import { denyEverythingElse } from './security.ts';
import { rendererScheme, serveRenderer } from './serve-renderer.ts';
import { onlyOneInstance } from './single-instance.ts';
import { TokenClipboard } from './token-clipboard.ts';
import { watchStore } from './watch-store.ts';

// A table of contents: each concern registers itself from a file of its own.

// Nothing that this process makes is readable by others.
process.umask(0o077);

const paths = systemPaths();
// The profile lies with the data, so that LATCHKEY_HOME keeps two set-ups apart, and each has its own single instance.
app.setPath('userData', paths.windowProfile);
rendererScheme();
app.enableSandbox();

const window = new MainWindow();
if (onlyOneInstance(() => window.show())) {
	void app.whenReady().then(() => {
		denyEverythingElse();
		serveRenderer();
		setMenu();
		const core = openCoreOrExplain(paths);
		if (!core) return app.exit(1);
		const practice = new PracticeHost(core, paths.practiceState);
		const tokenClipboard = new TokenClipboard(clipboard);
		handleRequests(handlersFor(core, practice, window, tokenClipboard), window);
		sendEvents(core, window);
		const stopWatching = watchStore(core, window);
		window.show();
		// After the window: opening it asks nobody. Only what an ended process left half-done is finished here.
		void core.keychain.probe().then(() => core.recover());

		app.on('activate', () => window.show());
		app.on('window-all-closed', () => app.quit());
		app.on('before-quit', () => void tokenClipboard.clearNow());
		let closing = false;
		app.on('will-quit', (event) => {
			if (closing) return;
			closing = true;
			event.preventDefault();
			stopWatching();
			// What cannot be closed in time must not keep the app from ending.
			const limit = new Promise((resolve) => setTimeout(resolve, 5_000));
			void Promise.race([Promise.allSettled([tokenClipboard.clearNow(), practice.close(), core.close()]), limit]).then(
				() => app.exit(0),
			);
		});
	});
}
