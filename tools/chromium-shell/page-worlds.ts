// What runs in every page before its own scripts. Each function is self-contained: it is sent as source text.
import { type Codec, makeCodec } from './codec.ts';
import { type Bridge, makeBridge, type Packed } from './page-bridge.ts';
import { strict } from './strict.ts';

/** The isolated world that the preload runs in, and the binding through which it reaches the main process. */
export const PRELOAD_WORLD = 'electron-preload';
export const SEND_BINDING = '__shellSend';

/** Page -> main process. */
export type FromPage =
	| { type: 'invoke'; id: number; channel: string; values: string }
	| { type: 'send'; channel: string; values: string }
	| { type: 'open'; url: string; frameName: string; features: string }
	| { type: 'preload-error'; message: string };

/** Main process -> page. */
export type ToPage =
	| { type: 'reply'; id: number; channel: string; ok: boolean; value: string }
	| { type: 'event'; channel: string; values: string };

/** What a sandboxed preload reads from `process`; the environment stays in the main process. */
export interface PreloadProcess {
	platform: string;
	arch: string;
	versions: Record<string, string | undefined>;
	type: 'renderer';
	sandboxed: true;
	contextIsolated: true;
}

type Preload = (require: (id: string) => unknown, module: object, exports: object, process: PreloadProcess) => void;
type Listener = (event: object, ...values: unknown[]) => void;

interface PageTools {
	makeBridge(secret: string, here: string, there: string): Bridge;
	makeCodec(): Codec;
	strict<T extends object>(name: string, members: T): T;
}

/** The page's own world: receives what the preload exposes, and asks the main process instead of opening windows. */
function pageWorld(secret: string, tools: Pick<PageTools, 'makeBridge'>): void {
	if (window.top !== window || location.href === 'about:blank') return;
	const bridge = tools.makeBridge(secret, 'page', 'preload');
	bridge.on<{ key: string; value: Packed }>('expose', ({ key, value }) => {
		Object.defineProperty(window, key, { value: bridge.unpack(value, true), enumerable: true });
	});
	window.open = (url = 'about:blank', frameName = '', features = '') => {
		bridge.emit('open', { url: new URL(url, location.href).href, frameName, features });
		return null;
	};
}

/** The preload's world: `electron` as a sandboxed preload knows it, over the binding to the main process. */
function preloadWorld(secret: string, tools: PageTools, about: PreloadProcess, preload: Preload): void {
	// Named as SEND_BINDING says; source text cannot refer to it.
	const world = globalThis as unknown as Record<string, unknown>;
	const sendText = world.__shellSend as (text: string) => void;
	delete world.__shellSend;
	if (window.top !== window || location.href === 'about:blank') return;
	const { strict } = tools;
	const { encode, decode } = tools.makeCodec();
	const bridge = tools.makeBridge(secret, 'preload', 'page');
	const post = (message: FromPage): void => sendText(JSON.stringify(message));
	const listeners = new Map<string, Listener[]>();
	const calls = new Map<number, (reply: ToPage & { type: 'reply' }) => void>();
	let lastCall = 0;

	const addListener = (channel: string, listener: Listener) => {
		listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
		return ipcRenderer;
	};
	const removeListener = (channel: string, listener: Listener) => {
		const list = listeners.get(channel) ?? [];
		const at = list.lastIndexOf(listener);
		if (at >= 0) listeners.set(channel, list.toSpliced(at, 1));
		return ipcRenderer;
	};
	const ipcRenderer: object = strict('ipcRenderer', {
		async invoke(channel: string, ...values: unknown[]): Promise<unknown> {
			const id = ++lastCall;
			const encoded = encode(values);
			const reply = await new Promise<ToPage & { type: 'reply' }>((resolve) => {
				calls.set(id, resolve);
				post({ type: 'invoke', id, channel, values: encoded });
			});
			if (!reply.ok) throw new Error(`Error invoking remote method '${channel}': ${reply.value}`);
			return decode(reply.value);
		},
		send: (channel: string, ...values: unknown[]) => post({ type: 'send', channel, values: encode(values) }),
		on: addListener,
		addListener,
		off: removeListener,
		removeListener,
	});

	world.__shellReceive = (text: string) => {
		const message = JSON.parse(text) as ToPage;
		if (message.type === 'reply') {
			calls.get(message.id)?.(message);
			calls.delete(message.id);
			return;
		}
		for (const listener of listeners.get(message.channel) ?? []) {
			try {
				listener({ sender: ipcRenderer, ports: [] }, ...(decode(message.values) as unknown[]));
			} catch (error) {
				reportError(error);
			}
		}
	};
	bridge.on<Omit<FromPage & { type: 'open' }, 'type'>>('open', (asked) => post({ type: 'open', ...asked }));

	const electron = strict('preload', {
		ipcRenderer,
		contextBridge: strict('contextBridge', {
			exposeInMainWorld: (key: string, value: unknown) => bridge.emit('expose', { key, value: bridge.pack(value) }),
		}),
	});
	const require = (id: string): unknown => {
		if (id === 'electron' || id === 'electron/renderer') return electron;
		throw new Error(`module not found: ${id}`);
	};
	const module = { exports: {} };
	try {
		preload(require, module, module.exports, strict('preload process', about));
	} catch (error) {
		console.error('Unable to load preload script', error);
		post({ type: 'preload-error', message: error instanceof Error ? error.message : String(error) });
	}
}

/** The script for the page's own world. */
export function pageSource(secret: string): string {
	return `(${pageWorld})(${JSON.stringify(secret)}, { makeBridge: ${makeBridge} });`;
}

/** The script for the preload's world; the preload is inlined, because `new Function` may fall under the page's CSP. */
export function preloadSource(secret: string, about: PreloadProcess, preload: string): string {
	const tools = `{ makeBridge: ${makeBridge}, makeCodec: ${makeCodec}, strict: ${strict} }`;
	const wrapped = `function (require, module, exports, process) {${preload}\n}`;
	return `(${preloadWorld})(${JSON.stringify(secret)}, ${tools}, ${JSON.stringify(about)}, ${wrapped});`;
}
