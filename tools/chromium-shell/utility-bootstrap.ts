// Runs in the utility process before its module: gives it what Electron gives (a parent port), and hides what it does not have.
import { EventEmitter } from 'node:events';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

class ParentPort extends EventEmitter {
	readonly #send = process.send?.bind(process);

	constructor() {
		super();
		const receive = (message: { value?: unknown }): void =>
			void this.emit('message', { data: message.value, ports: [] });
		// Messages wait until somebody listens.
		this.once('newListener', () => process.on('message', receive));
	}

	postMessage(value: unknown): void {
		if (!process.connected) return;
		try {
			this.#send?.({ value });
		} catch {
			throw new Error('An object could not be cloned.');
		}
	}
}

Object.defineProperty(process, 'parentPort', { value: new ParentPort(), enumerable: true });
Object.defineProperty(process, 'type', { value: 'utility', enumerable: true });
Reflect.deleteProperty(process, 'send');
// The app is gone, however it ended.
process.on('disconnect', () => process.exit(0));

registerHooks({
	resolve: (specifier, context, next) => {
		if (/^electron(\/|$)/.test(specifier))
			throw new Error('electron in a utility process is not in the Chromium shell');
		return next(specifier, context);
	},
});

process.argv.splice(1, 1);
await import(pathToFileURL(process.argv[1] ?? '').href);
