import { app, clipboard } from 'electron';
import { NodeHostProbe } from '../core/adapters/http/node-host-probe.ts';
import { systemPaths } from '../core/adapters/system/paths.ts';
import { systemClock } from '../core/adapters/system/system-clock.ts';
import type { CoreEvent } from '../shared/views.ts';
import { AppLock } from './app-lock.ts';
import { SignInBrowser } from './browser/sign-in-browser.ts';
import { BulkRuns } from './bulk/bulk-runs.ts';
import { applyTheme } from './computer.ts';
import { startDesk } from './desk/desk.ts';
import { KeepWarm } from './keep-warm.ts';
import { Network } from './network.ts';
import { openCoreOrExplain } from './open-core.ts';
import { PracticeHost } from './practice-host.ts';
import { FailureLog } from './requests/failure-log.ts';
import { handlersFor } from './requests/handlers.ts';
import { hostInUse } from './requests/network-handlers.ts';
import { handleRequests } from './requests/requests.ts';
import { SettingsFile } from './settings-file.ts';
import { TokenClipboard } from './token-clipboard.ts';
import { UnfinishedWork } from './unfinished-work.ts';
import { watchStore } from './watch-store.ts';
import { sendEvent } from './window/events.ts';
import { MainWindow } from './window/main-window.ts';
import { setMenu } from './window/menu.ts';
import { denyEverythingElse } from './window/security.ts';
import { rendererScheme, serveRenderer } from './window/serve-renderer.ts';
import { onlyOneInstance } from './window/single-instance.ts';

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
	void app.whenReady().then(async () => {
		denyEverythingElse();
		serveRenderer();
		setMenu();
		const network = new Network(new NodeHostProbe(app.getVersion()));
		const core = await openCoreOrExplain(paths, network);
		if (!core) return app.exit(1);
		const practice = new PracticeHost(core, paths.practiceState);
		const settings = new SettingsFile(core.settingsText);
		applyTheme(settings.get());
		const browser = new SignInBrowser(core.browserText, () => settings.get().browserProfiles);
		const tokenClipboard = new TokenClipboard(clipboard, () => settings.get().clipboardSeconds);
		const lock = new AppLock(
			core,
			() => settings.get(),
			() => {
				void tokenClipboard.clearNow();
				const unlocked = core.vault.untilUnlocked();
				if (unlocked) void bulks.hold(unlocked);
			},
			() => tell({ type: 'store-changed' }),
		);
		const desk = startDesk({ core, window, tokenClipboard, lock, settings: () => settings.get() });
		const tell = (event: CoreEvent) => {
			sendEvent(event, window, lock);
			desk.changed();
		};
		// After the answer is on its way.
		const restart = () =>
			void setImmediate(() => {
				app.relaunch();
				app.quit();
			});
		const failures = new FailureLog();
		failures.follow(core);
		const bulks = new BulkRuns(core, network, (bulk) => tell({ type: 'bulk-changed', bulk }));
		handleRequests(
			handlersFor({
				core,
				paths,
				practice,
				window,
				tokenClipboard,
				network,
				settings,
				lock,
				bulks,
				browser,
				failures,
				restart,
				desk,
			}),
			window,
			lock,
			failures,
		);
		core.subscribe(tell);
		const stopLocking = lock.watch();
		const stopWatching = watchStore(core, tell);
		const stopWarming = new KeepWarm(core, () => settings.get(), lock, systemClock).start();
		window.show();
		// After the window: opening it asks nobody. Only what an ended process left half-done is finished here.
		const unfinished = new UnfinishedWork(core, lock);
		let stopFinishing = () => {};
		void core.keychain.probe().then(() => {
			stopFinishing = unfinished.start();
		});
		const stopNetwork = network.start(
			() => hostInUse(core),
			(offline) => {
				tell({ type: 'network-changed', offline });
				bulks.networkChanged(offline);
				if (!offline) unfinished.lookNow();
			},
		);

		app.on('activate', () => window.show());
		app.on('window-all-closed', () => app.quit());
		app.on('before-quit', () => void tokenClipboard.clearNow());
		let closing = false;
		app.on('will-quit', (event) => {
			if (closing) return;
			closing = true;
			event.preventDefault();
			stopWatching();
			stopLocking();
			stopWarming();
			stopFinishing();
			stopNetwork();
			desk.stop();
			bulks.close();
			// What cannot be closed in time must not keep the app from ending.
			const limit = new Promise((resolve) => setTimeout(resolve, 5_000));
			void Promise.race([Promise.allSettled([tokenClipboard.clearNow(), practice.close(), core.close()]), limit]).then(
				() => app.exit(0),
			);
		});
	});
}
