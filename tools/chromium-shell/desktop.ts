// The desktop's parts that the shell notes but does not show.
import { EventEmitter } from 'node:events';
import type { Menu } from './menu.ts';
import type { NativeImage } from './native-image.ts';
import { records } from './records.ts';
import { strict, strictClass } from './strict.ts';

/** `electron.Tray`. */
export class Tray extends EventEmitter {
	image: NativeImage | string;
	toolTip = '';
	menu: Menu | null = null;
	#destroyed = false;

	constructor(image: NativeImage | string) {
		super();
		this.image = image;
		records.trays.push(this);
	}

	setImage(image: NativeImage | string): void {
		this.image = image;
	}

	setToolTip(toolTip: string): void {
		this.toolTip = toolTip;
	}

	setContextMenu(menu: Menu | null): void {
		this.menu = menu;
	}

	destroy(): void {
		this.#destroyed = true;
	}

	isDestroyed(): boolean {
		return this.#destroyed;
	}
}

interface NotificationOptions {
	title?: string;
	body?: string;
	silent?: boolean;
}

/** `electron.Notification`. */
export class Notification extends EventEmitter {
	title: string;
	body: string;
	silent: boolean;

	static isSupported(): boolean {
		return true;
	}

	constructor({ title = '', body = '', silent = false }: NotificationOptions = {}) {
		super();
		this.title = title;
		this.body = body;
		this.silent = silent;
	}

	show(): void {
		records.notifications.push(this);
		queueMicrotask(() => this.emit('show', {}));
	}

	close(): void {
		this.emit('close', {});
	}
}

strictClass(Tray);
strictClass(Notification);

/** `electron.powerMonitor`: its events are the test's to emit. */
export const powerMonitor = strict('powerMonitor', Object.assign(new EventEmitter(), { getSystemIdleTime: () => 0 }));

const area = { x: 0, y: 0, width: 1280, height: 800 };
const size = { width: area.width, height: area.height };
const display = { id: 1, bounds: area, workArea: area, size, workAreaSize: size, scaleFactor: 1 };

/** `electron.screen`. */
export const screen = strict('screen', Object.assign(new EventEmitter(), { getPrimaryDisplay: () => display }));
