import { dialog, type OpenDialogOptions } from 'electron';
import type { MainWindow } from '../window/main-window.ts';

/** Asks the person for a file in a dialog of the system; null where they change their mind. */
export async function askWhich({ browserWindow }: MainWindow, options: OpenDialogOptions): Promise<string | null> {
	const { canceled, filePaths } = await (browserWindow
		? dialog.showOpenDialog(browserWindow, options)
		: dialog.showOpenDialog(options));
	return canceled ? null : (filePaths[0] ?? null);
}
