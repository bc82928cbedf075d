import { join } from 'node:path';
import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import { rendererUrl } from './serve-renderer.ts';

/** The one window. */
export class MainWindow {
	#window: BrowserWindow | null = null;

	/** Opens it, or brings it to the front. */
	show(): void {
		if (this.#window) {
			if (this.#window.isMinimized()) this.#window.restore();
			this.#window.show();
			this.#window.focus();
			return;
		}
		const window = new BrowserWindow({
			title: 'Latchkey',
			width: 1280,
			height: 800,
			minWidth: 1000,
			minHeight: 700,
			show: false,
			icon: join(__dirname, '../../resources/icon.png'),
			// What shows before the page is painted: the page's own background (styles/tokens.css).
			backgroundColor: nativeTheme.shouldUseDarkColors ? '#16191a' : '#ffffff',
			webPreferences: {
				preload: join(__dirname, '../preload/index.cjs'),
				contextIsolation: true,
				sandbox: true,
				nodeIntegration: false,
				webviewTag: false,
				spellcheck: false,
			},
		});
		window.once('ready-to-show', () => window.show());
		window.on('closed', () => {
			this.#window = null;
		});
		// A name of a customer must not show in the window list of a shared screen.
		window.on('page-title-updated', (event) => event.preventDefault());
		this.#window = window;
		void window.loadURL(rendererUrl);
	}

	/** For dialogs that belong to it. */
	get browserWindow(): BrowserWindow | null {
		return this.#window;
	}

	get contents(): WebContents | null {
		return this.#window?.webContents ?? null;
	}
}
