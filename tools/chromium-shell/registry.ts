import type { Page } from 'playwright-core';
import type { BrowserWindow } from './browser-window.ts';

/** All windows that are not destroyed, by id. */
export const windows = new Map<number, BrowserWindow>();

/** The window that this page shows; null for a popup or a page of nobody's. */
export function windowOfPage(page: Page | null): BrowserWindow | null {
	return [...windows.values()].find((window) => window.webContents.shows(page)) ?? null;
}

/** The window that has the focus, if one has. */
export function focusedWindow(): BrowserWindow | null {
	return [...windows.values()].find((window) => window.isFocused()) ?? null;
}
