import { app } from './app.ts';
import { focusedWindow } from './registry.ts';
import { strictClass } from './strict.ts';

interface ItemOptions {
	id?: string;
	label?: string;
	role?: string;
	type?: string;
	accelerator?: string;
	toolTip?: string;
	enabled?: boolean;
	visible?: boolean;
	checked?: boolean;
	submenu?: ItemOptions[] | Menu;
	click?: (item: MenuItem, window: unknown, event: object) => void;
}

/** `electron.MenuItem`: shown nowhere, clicked by code. */
export class MenuItem {
	readonly id: string | undefined;
	readonly role: string | undefined;
	readonly type: string;
	readonly accelerator: string | undefined;
	readonly submenu: Menu | undefined;
	label: string;
	toolTip: string;
	enabled: boolean;
	visible: boolean;
	checked: boolean;
	readonly click: () => void;

	constructor(options: ItemOptions) {
		this.id = options.id;
		this.role = options.role;
		this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
		this.accelerator = options.accelerator;
		this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : options.submenu;
		this.label = options.label ?? options.role ?? '';
		this.toolTip = options.toolTip ?? '';
		this.enabled = options.enabled ?? true;
		this.visible = options.visible ?? true;
		this.checked = options.checked ?? false;
		this.click = () => this.#activate(options.click);
	}

	#activate(handler: ItemOptions['click']): void {
		if (!this.enabled) return;
		if (this.type === 'checkbox') this.checked = !this.checked;
		if (this.type === 'radio') this.checked = true;
		if (handler) handler(this, focusedWindow() ?? undefined, {});
		else if (this.role === 'quit') app.quit();
		else if (this.role === 'close') focusedWindow()?.close();
		else if (this.role) throw new Error(`electron menu role '${this.role}' is not in the Chromium shell`);
	}
}

let applicationMenu: Menu | null = null;

/** `electron.Menu`. */
export class Menu {
	readonly items: MenuItem[] = [];

	static buildFromTemplate(template: (ItemOptions | MenuItem)[]): Menu {
		const menu = new Menu();
		for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
		return menu;
	}

	static setApplicationMenu(menu: Menu | null): void {
		applicationMenu = menu;
	}

	static getApplicationMenu(): Menu | null {
		return applicationMenu;
	}

	append(item: MenuItem): void {
		this.items.push(item);
	}

	getMenuItemById(id: string): MenuItem | null {
		for (const item of this.items) {
			const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
			if (found) return found;
		}
		return null;
	}
}

strictClass(MenuItem);
strictClass(Menu);
