import { EventEmitter } from 'node:events';
import { strictClass } from './strict.ts';

type InvokeHandler = (event: object, ...values: unknown[]) => unknown;

class IpcMain extends EventEmitter {
	readonly #handlers = new Map<string, InvokeHandler>();

	handle(channel: string, handler: InvokeHandler): void {
		if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
		if (typeof handler !== 'function')
			throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
		this.#handlers.set(channel, handler);
	}

	removeHandler(channel: string): void {
		this.#handlers.delete(channel);
	}

	/** Answers an `ipcRenderer.invoke`. */
	async answer(channel: string, event: object, values: unknown[]): Promise<unknown> {
		const handler = this.#handlers.get(channel);
		if (!handler) throw new Error(`No handler registered for '${channel}'`);
		return handler(event, ...values);
	}
}

strictClass(IpcMain);

/** `electron.ipcMain`. */
export const ipcMain = new IpcMain();
