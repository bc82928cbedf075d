import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { browserContext, chromiumSwitches, startBrowser, stopBrowser } from './browser.ts';
import { cancelable } from './events.ts';
import { windows } from './registry.ts';
import { handleRoute } from './requests.ts';
import { RESTART } from './restart.ts';
import { debug, run } from './run.ts';
import { closeSchemeRegistration } from './session.ts';
import { lockInstance } from './single-instance.ts';
import { strict, strictClass } from './strict.ts';

const CHROMIUM_GONE = 71;
const START_FAILED = 70;

function appDataFolder(): string {
	if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
	if (process.platform === 'win32') return process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming');
	return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
}

const commandLine = strict('app.commandLine', {
	appendSwitch(name: string, value?: string): void {
		chromiumSwitches.push(value === undefined ? `--${name}` : `--${name}=${value}`);
	},
	hasSwitch(name: string): boolean {
		return [...process.argv, ...chromiumSwitches].some(
			(given) => given === `--${name}` || given.startsWith(`--${name}=`),
		);
	},
	getSwitchValue(name: string): string {
		const prefix = `--${name}=`;
		return [...process.argv, ...chromiumSwitches].find((given) => given.startsWith(prefix))?.slice(prefix.length) ?? '';
	},
});

class App extends EventEmitter {
	readonly isPackaged = false;
	readonly commandLine = commandLine;
	name = run.name;
	readonly #paths = new Map<string, string>();
	readonly #whenReady: Promise<void>;
	#loginItem: object = {};
	#ready = false;
	#locked = false;
	#quitting = false;
	#finishing = false;
	#restarts = false;

	constructor() {
		super();
		this.#whenReady = this.#start();
		this.#whenReady.catch((error: unknown) => {
			console.error(error instanceof Error ? error.message : error);
			process.exit(START_FAILED);
		});
	}

	async #start(): Promise<void> {
		// The main bundle first runs to its end; it may find that it is the second instance.
		await new Promise((resolve) => setImmediate(resolve));
		if (this.#finishing) return new Promise(() => undefined);
		await startBrowser(() => this.#browserGone());
		await browserContext().route(() => true, handleRoute);
		closeSchemeRegistration();
		this.#ready = true;
		setImmediate(() => this.emit('ready', {}, {}));
	}

	/** A person who ends Chromium ends the app; where nobody could, Chromium crashed. */
	#browserGone(): void {
		if (this.#finishing) return;
		debug('Chromium ended');
		if (!run.headed || run.testAttached) process.exit(CHROMIUM_GONE);
		this.quit();
		if (!this.#quitting) this.exit();
	}

	whenReady(): Promise<void> {
		return this.#whenReady;
	}

	isReady(): boolean {
		return this.#ready;
	}

	getName(): string {
		return this.name;
	}

	setName(name: string): void {
		this.name = name;
	}

	getVersion(): string {
		return run.version;
	}

	getAppPath(): string {
		return run.appDirectory;
	}

	getLocale(): string {
		return 'en-US';
	}

	setPath(name: string, path: string): void {
		if (!isAbsolute(path)) throw new Error('Path must be absolute');
		mkdirSync(path, { recursive: true });
		this.#paths.set(name, path);
	}

	getPath(name: string): string {
		const set = this.#paths.get(name);
		if (set) return set;
		switch (name) {
			case 'home':
				return homedir();
			case 'temp':
				return tmpdir();
			case 'appData':
				return appDataFolder();
			case 'logs':
				return join(this.getPath('userData'), 'logs');
			case 'userData': {
				const folder = commandLine.getSwitchValue('user-data-dir') || join(this.getPath('appData'), this.name);
				mkdirSync(folder, { recursive: true });
				return folder;
			}
			default:
				throw new Error(`electron app.getPath('${name}') is not in the Chromium shell`);
		}
	}

	requestSingleInstanceLock(additionalData?: object): boolean {
		if (this.#locked) return true;
		const folder = join(this.getPath('userData'), 'chromium-shell');
		this.#locked = lockInstance(folder, additionalData, async ({ argv, workingDirectory, additionalData: data }) => {
			await this.#whenReady;
			this.emit('second-instance', {}, argv, workingDirectory, data);
		});
		return this.#locked;
	}

	/** Sandboxed preloads are the only ones that the shell runs. */
	enableSandbox(): void {
		if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
	}

	setAppUserModelId(_id: string): void {}

	setAboutPanelOptions(_options: object): void {}

	setLoginItemSettings(settings: object): void {
		this.#loginItem = settings;
	}

	getLoginItemSettings(): object {
		return { openAtLogin: false, ...this.#loginItem };
	}

	/** With windows that a person sees, start.ts starts the app again; a test does so itself. */
	relaunch(): void {
		this.#restarts = true;
	}

	quit(): void {
		if (this.#quitting || this.#isPrevented('before-quit')) return;
		this.#quitting = true;
		// One window that stays keeps the app.
		this.#quitting = [...windows.values()].every((window) => window.tryClose());
		if (this.#quitting) this.windowGone();
	}

	exit(code = 0): void {
		if (this.#finishing) return;
		this.#finishing = true;
		this.emit('quit', {}, code);
		void stopBrowser().then(() => process.exit(this.#restarts && run.headed ? RESTART : code));
	}

	/** Called when a window is gone: the last one ends the app, unless the app listens to `window-all-closed`. */
	windowGone(): void {
		if (windows.size > 0 || this.#finishing) return;
		if (!this.#quitting) {
			if (!this.emit('window-all-closed')) this.quit();
		} else if (this.#isPrevented('will-quit')) {
			this.#quitting = false;
		} else {
			this.exit();
		}
	}

	#isPrevented(event: 'before-quit' | 'will-quit'): boolean {
		const asked = cancelable();
		this.emit(event, asked);
		return asked.defaultPrevented;
	}
}

strictClass(App);

/** `electron.app`. */
export const app = new App();

process.on('SIGINT', () => app.quit());
process.on('SIGTERM', () => app.quit());
