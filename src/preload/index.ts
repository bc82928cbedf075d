import { contextBridge, ipcRenderer } from 'electron';
import { channelOf, eventChannel, methods } from '../shared/ipc/methods.ts';

// One frozen object, made from the contract's names: no channel can be named by the page, no event object reaches it.

const calls = Object.fromEntries(
	methods.map((method) => [method, (input: unknown) => ipcRenderer.invoke(channelOf(method), input)]),
);

const onEvent = (listener: (event: unknown) => void) => {
	const listen = (_: unknown, event: unknown) => listener(event);
	ipcRenderer.on(eventChannel, listen);
	return () => void ipcRenderer.removeListener(eventChannel, listen);
};

contextBridge.exposeInMainWorld('latchkey', Object.freeze({ ...calls, onEvent }));
