const { contextBridge, ipcRenderer } = require('electron');

function messageOf(action) {
	try {
		action();
		return 'nothing thrown';
	} catch (error) {
		return error.message;
	}
}

contextBridge.exposeInMainWorld('api', {
	invoke: (channel, ...values) => ipcRenderer.invoke(channel, ...values),
	ping: (value) => ipcRenderer.send('ping', value),
	onPong: (listener) => {
		const forward = (_event, value) => listener(value);
		ipcRenderer.on('pong', forward);
		return () => ipcRenderer.removeListener('pong', forward);
	},
	sandbox: {
		platform: process.platform,
		node: messageOf(() => require('node:fs')),
		missing: messageOf(() => ipcRenderer.sendSync('x')),
		environment: messageOf(() => process.env),
		globals: [typeof Buffer, typeof setImmediate, typeof __shellSend],
	},
});
