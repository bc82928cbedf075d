import { app, Menu } from 'electron';

/** On macOS the usual menu, for copy, paste and quit live there; elsewhere none: the window has everything. */
export function setMenu(): void {
	if (process.platform !== 'darwin') {
		Menu.setApplicationMenu(null);
		return;
	}
	Menu.setApplicationMenu(
		Menu.buildFromTemplate([{ label: app.name, role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]),
	);
}
