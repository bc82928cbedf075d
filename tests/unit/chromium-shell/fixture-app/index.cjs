const { readFile } = require('node:fs/promises');
const { join } = require('node:path');
const { app, BrowserWindow, ipcMain, nativeTheme, protocol, session, shell } = require('electron');

const POLICY = "default-src 'none'; script-src 'self'; connect-src app://fixture";
const TYPES = { html: 'text/html', js: 'text/javascript' };

// What the tests ask about afterwards.
globalThis.seen = { second: [], denied: [], events: [], requests: [] };

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
app.on('second-instance', (_event, argv, _folder, data) => globalThis.seen.second.push({ last: argv.at(-1), data }));
for (const name of ['before-quit', 'will-quit', 'quit']) {
	app.on(name, () => process.env.FIXTURE_TRACE && console.log(`event ${name}`));
}

ipcMain.handle('echo', (_event, value) => value);
ipcMain.handle('describe', (event, value) => [
	Object.prototype.toString.call(value),
	event.senderFrame.url,
	event.senderFrame.origin,
]);
ipcMain.handle('fail', () => {
	throw new TypeError('deliberate');
});
ipcMain.handle('give-function', () => () => undefined);
ipcMain.on('ping', (event, value) => event.sender.send('pong', value));

async function serve(request) {
	const { pathname } = new URL(request.url);
	if (pathname === '/moved')
		return new Response(null, { status: 302, headers: { location: 'https://elsewhere.test/' } });
	const file = join(__dirname, 'page', pathname.slice(1));
	const type = TYPES[pathname.split('.').at(-1)];
	return new Response(await readFile(file), { headers: { 'content-type': type, 'content-security-policy': POLICY } });
}

function createWindow() {
	const window = new BrowserWindow({
		width: 700,
		height: 500,
		show: false,
		webPreferences: { preload: join(__dirname, 'preload.cjs'), sandbox: true, contextIsolation: true },
	});
	for (const name of ['ready-to-show', 'show', 'close', 'closed'])
		window.on(name, () => globalThis.seen.events.push(name));
	window.once('ready-to-show', () => window.show());
	window.webContents.setWindowOpenHandler(({ url }) => {
		void shell.openExternal(url);
		return { action: 'deny' };
	});
	window.webContents.on('will-navigate', (event, url) => {
		event.preventDefault();
		globalThis.seen.denied.push(url);
	});
	return window.loadURL('app://fixture/index.html');
}

if (app.requestSingleInstanceLock({ from: 'fixture' })) {
	app.whenReady().then(() => {
		protocol.handle('app', serve);
		session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
		session.defaultSession.setPermissionCheckHandler(() => false);
		session.defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
			globalThis.seen.requests.push(url);
			answer({ cancel: !url.startsWith('app://fixture/') });
		});
		nativeTheme.themeSource = 'light';
		return createWindow();
	});
} else {
	app.quit();
}
