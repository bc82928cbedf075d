// The `electron` module of the main process. It is loaded by require() too, so nothing in it may await at the top level.
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { ClipboardItem, clipboard } from './clipboard.ts';
import { Notification, powerMonitor, screen, Tray } from './desktop.ts';
import { dialog } from './dialog.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { protocol, session } from './session.ts';
import { shell } from './shell.ts';
import { strict } from './strict.ts';
import { nativeTheme } from './theme.ts';
import { utilityProcess } from './utility-process.ts';
import type { WebContents } from './web-contents.ts';

const webContents = strict('webContents', {
	getAllWebContents: (): WebContents[] => BrowserWindow.getAllWindows().map((window) => window.webContents),
	/** How Playwright finds the window of a page. */
	fromDevToolsTargetId: (targetId: string): WebContents | undefined =>
		webContents.getAllWebContents().find((contents) => contents.targetId === targetId),
});

const electron = strict('module', {
	app,
	BrowserWindow,
	ClipboardItem,
	clipboard,
	dialog,
	ipcMain,
	Menu,
	MenuItem,
	nativeImage,
	nativeTheme,
	Notification,
	powerMonitor,
	protocol,
	screen,
	session,
	shell,
	Tray,
	utilityProcess,
	webContents,
});

// What require('electron') returns, as this very object: of a namespace an unknown member would be undefined. The main bundle is
// CommonJS, so there are no named exports.
export { electron as 'module.exports' };
