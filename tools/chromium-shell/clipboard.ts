import { focusedWindow, windows } from './registry.ts';
import { debug, run } from './run.ts';
import { strict, strictClass } from './strict.ts';

const TEXT = 'text/plain';

/** `electron.ClipboardItem`. */
export class ClipboardItem {
	readonly #data: Record<string, string | Blob>;

	constructor(data: Record<string, string | Blob>) {
		this.#data = { ...data };
	}

	get types(): string[] {
		return Object.keys(this.#data);
	}

	async getType(type: string): Promise<Blob> {
		const content = this.#data[type];
		if (content === undefined) throw new Error(`The type '${type}' was not found`);
		return content instanceof Blob ? content : new Blob([content], { type });
	}
}

strictClass(ClipboardItem);
let items: ClipboardItem[] = [];

/** What a person copies is theirs to paste; a test's clipboard is the app's alone. */
async function share(text: string): Promise<void> {
	const [first] = windows.values();
	const window = focusedWindow() ?? first;
	if (!run.headed || run.testAttached || !window) return;
	const { copy } = await window.link;
	await copy(text).catch((error: unknown) => debug('clipboard', error));
}

/** `electron.clipboard`, asynchronous as since Electron 44. It reads what the app itself wrote. */
export const clipboard = strict('clipboard', {
	async readText(): Promise<string> {
		const item = items.find(({ types }) => types.includes(TEXT));
		return item ? (await item.getType(TEXT)).text() : '';
	},
	async writeText(text: string): Promise<void> {
		items = [new ClipboardItem({ [TEXT]: text })];
		await share(text);
	},
	async read(): Promise<ClipboardItem[]> {
		return [...items];
	},
	async write(written: ClipboardItem[]): Promise<void> {
		items = [...written];
		await share(await clipboard.readText());
	},
	clear(): void {
		items = [];
		void share('');
	},
});
