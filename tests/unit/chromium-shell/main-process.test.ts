import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { findChromium } from '../../../tools/chromium-shell/find-chromium.ts';
import { electronExecutable } from '../../../tools/chromium-shell/launch.ts';
import { FIXTURE, sharedFixture } from './fixture.ts';

describe.skipIf(!findChromium())('the main process on the Chromium shell', () => {
	const fixture = sharedFixture();

	it('has a window of the size, title and state that the app asked for', async () => {
		const window = await fixture.app.browserWindow(fixture.page);
		const state = await window.evaluate((shown) => [
			shown.getSize(),
			shown.getTitle(),
			shown.isVisible(),
			shown.isFocused(),
		]);
		expect(state).toEqual([[700, 500], 'Fixture page', true, true]);
		expect(await fixture.page.evaluate(() => [innerWidth, innerHeight])).toEqual([700, 500]);
		expect((await fixture.seen()).events).toEqual(['ready-to-show', 'show']);
	});

	it('runs code in the page, takes its picture and loads it again', async () => {
		const result = await fixture.app.evaluate(async ({ BrowserWindow }) => {
			const [window] = BrowserWindow.getAllWindows();
			if (!window) return null;
			const { webContents } = window;
			const heading = await webContents.executeJavaScript('document.querySelector("h1").textContent');
			const picture = (await webContents.capturePage()).getSize();
			const other = new BrowserWindow({ show: false });
			const failure = await other.loadURL('app://elsewhere/').catch((error) => error.message);
			other.destroy();
			const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()));
			await webContents.executeJavaScript('window.beforeReload = true');
			webContents.reload();
			await loaded;
			return [heading, picture, failure, webContents.getURL()];
		});
		const failure = "ERR_BLOCKED_BY_CLIENT (-20) loading 'app://elsewhere/'";
		expect(result).toEqual(['Fixture', { width: 700, height: 500 }, failure, 'app://fixture/index.html']);
		// The event may be of the load before, told late: only a page without the mark is the new one.
		const isNew = () => fixture.page.evaluate(() => !('beforeReload' in window)).catch(() => false);
		await expect.poll(isNew).toBe(true);
		expect(await fixture.page.evaluate(() => api.invoke('echo', 'after'))).toBe('after');
	});

	it('tells of a preload that fails, and refuses to use a window that is gone', async () => {
		const result = await fixture.app.evaluate(async ({ BrowserWindow }) => {
			const messageOf = (read: () => unknown): string => {
				try {
					return `got ${read()}`;
				} catch (error) {
					return (error as Error).message;
				}
			};
			const window = new BrowserWindow({ show: false, webPreferences: { preload: '/absent/preload.cjs' } });
			const { webContents } = window;
			const failed = new Promise((resolve) => webContents.once('preload-error', (_event, path) => resolve(path)));
			await window.loadURL('app://fixture/index.html');
			const path = await failed;
			const closed = new Promise<void>((resolve) => window.once('closed', () => resolve()));
			window.close();
			await closed;
			return [path, window.isDestroyed(), messageOf(() => window.getTitle()), messageOf(() => webContents.send('x'))];
		});
		expect(result).toEqual(['/absent/preload.cjs', true, 'Object has been destroyed', 'Object has been destroyed']);
	});

	it('has a menu, a clipboard and dialogs for code to use', async () => {
		const result = await fixture.app.evaluate(async ({ BrowserWindow, clipboard, dialog, Menu }) => {
			const clicked: string[] = [];
			const submenu = [{ id: 'add', label: 'Add', click: ({ label }: { label: string }) => void clicked.push(label) }];
			Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: 'File', submenu }]));
			Menu.getApplicationMenu()?.getMenuItemById('add')?.click();
			await clipboard.writeText('copied');
			const copied = await clipboard.readText();
			clipboard.clear();
			const question = { message: 'Sure?', buttons: ['Yes', 'Cancel'] };
			const [window] = BrowserWindow.getAllWindows();
			const answers = [
				await dialog.showMessageBox(question),
				window && (await dialog.showMessageBox(window, question)),
			];
			return [clicked, copied, await clipboard.readText(), answers.map((answer) => answer?.response)];
		});
		expect(result).toEqual([['Add'], 'copied', '', [1, 1]]);
	});

	it('throws for what it does not have', async () => {
		const messages = await fixture.app.evaluate((electron) => {
			const messageOf = (read: () => unknown): string => {
				try {
					return `got ${read()}`;
				} catch (error) {
					return (error as Error).message;
				}
			};
			const { app, BrowserWindow } = electron;
			return [
				messageOf(() => electron.safeStorage),
				messageOf(() => app.getAppMetrics),
				messageOf(() => BrowserWindow.getAllWindows()[0]?.setProgressBar),
				messageOf(() => new BrowserWindow({ webPreferences: { sandbox: false } })),
			];
		});
		expect(messages).toEqual([
			'electron module.safeStorage is not in the Chromium shell',
			'electron App.getAppMetrics is not in the Chromium shell',
			'electron BrowserWindow.setProgressBar is not in the Chromium shell',
			'electron webPreferences.sandbox: false is not in the Chromium shell',
		]);
	});

	it('lets a second instance go, and tells the first', async () => {
		const second = spawn(electronExecutable(), [FIXTURE, `--user-data-dir=${fixture.profile}`, 'latchkey:hello'], {
			stdio: 'ignore',
		});
		expect(await once(second, 'exit')).toEqual([0, null]);
		await vi.waitFor(
			async () => {
				expect((await fixture.seen()).second).toEqual([{ last: 'latchkey:hello', data: { from: 'fixture' } }]);
			},
			{ timeout: 10_000 },
		);
	});

	it('keeps a window whose close is prevented, and quits with the last one', async () => {
		const kept = await fixture.app.evaluate(({ app, BrowserWindow }) => {
			const [window] = BrowserWindow.getAllWindows();
			window?.once('close', (event) => event.preventDefault());
			app.quit();
			return window?.isDestroyed();
		});
		expect(kept).toBe(false);
		const child = fixture.app.process();
		let output = '';
		child.stdout?.on('data', (text) => {
			output += text;
		});
		const exit = once(child, 'exit');
		await fixture.app.evaluate(({ BrowserWindow }) => setImmediate(() => BrowserWindow.getAllWindows()[0]?.close()));
		expect(await exit).toEqual([0, null]);
		expect(output.match(/event \S+/g)).toEqual(['event before-quit', 'event will-quit', 'event quit']);
	});
});
