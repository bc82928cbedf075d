import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import { needsAttention } from '../../shared/needs-attention.ts';
import type { ConnectionView } from '../../shared/views.ts';
import type { MainWords } from '../languages/en.ts';

/** So many pinned connections have a place in the menu. */
const shown = 12;
const longest = 40;

/** What the menu can do. */
export interface TrayActs {
	readonly open: () => void;
	readonly copyToken: (id: string) => void;
	readonly lock: () => void;
	readonly quit: () => void;
}

/** What the menu shows. */
export interface TrayState {
	/** Empty where the locked list is hidden. */
	readonly connections: readonly ConnectionView[];
	readonly locked: boolean;
}

/** The icon beside the clock: how many connections need attention, the tokens of the pinned ones, lock and quit. */
export class DeskTray {
	readonly #tray: Tray;
	readonly #acts: TrayActs;
	readonly #words: () => Pick<MainWords, 'tray'>;

	constructor(acts: TrayActs, words: () => Pick<MainWords, 'tray'>) {
		const image = nativeImage.createFromPath(join(__dirname, '../../resources/icon.png'));
		this.#tray = new Tray(image.resize({ width: 18, height: 18 }));
		this.#tray.on('click', acts.open);
		this.#acts = acts;
		this.#words = words;
	}

	show({ connections, locked }: TrayState): void {
		const count = connections.filter(needsAttention).length;
		this.#tray.setToolTip(locked ? this.#words().tray.locked : this.#attention(count));
		this.#tray.setContextMenu(Menu.buildFromTemplate(this.#items(connections, count, locked)));
	}

	close(): void {
		this.#tray.destroy();
	}

	#attention(count: number): string {
		const { tray } = this.#words();
		return count === 0 ? tray.nothing : tray.attention(count);
	}

	#items(connections: readonly ConnectionView[], count: number, locked: boolean): MenuItemConstructorOptions[] {
		const { open, copyToken, lock, quit } = this.#acts;
		const { tray } = this.#words();
		const pinned = locked ? [] : connections.filter((one) => one.pinned && hasToken(one)).slice(0, shown);
		const line: MenuItemConstructorOptions = { type: 'separator' };
		return [
			{ id: 'open', label: locked ? tray.openLocked : tray.open, click: open },
			...(locked ? [] : [{ id: 'attention', label: this.#attention(count), enabled: count > 0, click: open }]),
			line,
			...pinned.map(({ id, alias }) => ({
				id: `copy-${id}`,
				label: tray.copyToken(asLabel(alias)),
				click: () => copyToken(id),
			})),
			...(pinned.length > 0 ? [line] : []),
			{ id: 'lock', label: tray.lock, enabled: !locked, click: lock },
			{ id: 'quit', label: tray.quit, click: quit },
		];
	}
}

const hasToken = ({ status }: ConnectionView) =>
	!['needs_reauth', 'revoked', 'revoke_queued', 'locked'].includes(status);

/** A name that somebody else wrote: cut, kept apart from the menu's direction, and "&" is no shortcut. */
function asLabel(name: string): string {
	const letters = [...name.replace(/[\p{Cc}\p{Cf}]/gu, '')];
	const cut = letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : letters.join('');
	return `\u2068${cut.replaceAll('&', '&&')}\u2069`;
}
