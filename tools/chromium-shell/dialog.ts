import type { BrowserWindow } from './browser-window.ts';
import { focusedWindow } from './registry.ts';
import { run } from './run.ts';
import { strict } from './strict.ts';

interface MessageOptions {
	message: string;
	detail?: string;
	buttons?: string[];
	defaultId?: number;
	cancelId?: number;
}

/** The button that Electron takes for a dialog that was dismissed. */
function cancelButton({ buttons = [], cancelId }: MessageOptions): number {
	return (
		cancelId ??
		Math.max(
			0,
			buttons.findIndex((label) => /^(cancel|no)$/i.test(label)),
		)
	);
}

/** What OK of a two-button dialog means: the default button, or else the first one that does not cancel. */
function confirmButton(options: MessageOptions): number {
	const cancel = cancelButton(options);
	const { defaultId } = options;
	if (defaultId !== undefined && defaultId !== cancel) return defaultId;
	const other = (options.buttons ?? []).findIndex((_, index) => index !== cancel);
	return Math.max(other, 0);
}

/** Asks in the window, with the dialog that Chromium has: OK and Cancel. */
async function confirm(window: BrowserWindow, options: MessageOptions): Promise<boolean> {
	const { page } = await window.link;
	const label = options.buttons?.[confirmButton(options)];
	const text = [options.message, options.detail, label && `OK: ${label}`].filter(Boolean).join('\n\n');
	// A window that goes away meanwhile has not confirmed.
	return page.evaluate((question) => globalThis.confirm(question), text).catch(() => false);
}

/** `electron.dialog`. Headless, and where a test drives the window, every dialog is dismissed. */
export const dialog = strict('dialog', {
	async showMessageBox(...given: [MessageOptions] | [BrowserWindow, MessageOptions]) {
		const options = given.length === 1 ? given[0] : given[1];
		const window = given.length === 2 ? given[0] : focusedWindow();
		const confirmed = run.headed && !run.testAttached && window !== null && (await confirm(window, options));
		return { response: confirmed ? confirmButton(options) : cancelButton(options), checkboxChecked: false };
	},
	showErrorBox(title: string, content: string): void {
		console.error(`${title}\n${content}`);
	},
	async showOpenDialog() {
		return { canceled: true, filePaths: [] as string[] };
	},
	async showSaveDialog() {
		return { canceled: true, filePath: '' };
	},
});
