import { EventEmitter } from 'node:events';
import type { BrowserContext } from 'playwright-core';
import { appSchemes, toApp } from './addresses.ts';
import { debug } from './run.ts';
import { strict } from './strict.ts';
import type { WebContents } from './web-contents.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;
type PermissionRequestHandler = (
	contents: WebContents,
	permission: string,
	answer: (granted: boolean) => void,
	details: object,
) => void;
type PermissionCheckHandler = (contents: WebContents, permission: string, origin: string, details: object) => boolean;
/** What `webRequest.onBeforeRequest` tells of a request. */
interface RequestDetails {
	id: number;
	url: string;
	method: string;
	resourceType: string;
	webContentsId?: number;
	timestamp: number;
}
type RequestListener = (details: RequestDetails, answer: (response: { cancel?: boolean }) => void) => void;

const handlers = new Map<string, ProtocolHandler>();
let ready = false;
let onBeforeRequest: RequestListener | null = null;
let permissionRequest: PermissionRequestHandler | null = null;
let permissionCheck: PermissionCheckHandler | null = null;

/** Electron's permissions that a page can ask for, and Chromium's names of them. */
const PERMISSIONS: Record<string, string[]> = {
	'clipboard-read': ['clipboard-read'],
	'clipboard-sanitized-write': ['clipboard-write'],
	geolocation: ['geolocation'],
	media: ['camera', 'microphone'],
	midi: ['midi'],
	notifications: ['notifications'],
};

/** `electron.protocol`. */
export const protocol = strict('protocol', {
	registerSchemesAsPrivileged(schemes: { scheme: string }[]): void {
		if (ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
		for (const { scheme } of schemes) appSchemes.add(scheme);
	},
	handle(scheme: string, handler: ProtocolHandler): void {
		if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
		if (!appSchemes.has(scheme))
			throw new Error(`electron protocol.handle('${scheme}') without privileges is not in the Chromium shell`);
		handlers.set(scheme, handler);
	},
	unhandle(scheme: string): void {
		if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
	},
});

/** From now on schemes cannot be registered. */
export function closeSchemeRegistration(): void {
	ready = true;
}

/** The app's handler of this address' scheme. */
export function protocolHandler(url: string): ProtocolHandler | null {
	return handlers.get(url.slice(0, url.indexOf(':'))) ?? null;
}

/** Asks the app's `webRequest.onBeforeRequest` listener. */
export async function isRequestAllowed(details: RequestDetails): Promise<boolean> {
	const listener = onBeforeRequest;
	if (!listener) return true;
	const response = await new Promise<{ cancel?: boolean }>((resolve) => listener(details, resolve));
	return response.cancel !== true;
}

/**
 * Asks the app's permission handlers about every permission, before a page is loaded, and makes their answers Chromium's own
 * settings for the page's origin: the page's requests are then answered by Chromium.
 */
export async function applyPermissions(context: BrowserContext, contents: WebContents, url: string): Promise<void> {
	const { origin } = new URL(url);
	if (origin === 'null') return;
	const requestingUrl = toApp(`${origin}/`);
	const details = { requestingUrl, isMainFrame: true };
	const granted: string[] = [];
	for (const [permission, names] of Object.entries(PERMISSIONS)) {
		const request = permissionRequest;
		const check = permissionCheck?.(contents, permission, requestingUrl, details) ?? true;
		const answer = request ? new Promise<boolean>((resolve) => request(contents, permission, resolve, details)) : true;
		if (check && (await answer)) granted.push(...names);
	}
	await context.grantPermissions(granted, { origin }).catch((error: unknown) => debug('permissions', error));
}

/** `electron.session.defaultSession`. */
export const defaultSession = strict(
	'session.defaultSession',
	Object.assign(new EventEmitter(), {
		protocol,
		setPermissionRequestHandler(handler: PermissionRequestHandler | null): void {
			permissionRequest = handler;
		},
		setPermissionCheckHandler(handler: PermissionCheckHandler | null): void {
			permissionCheck = handler;
		},
		/** No device is ever offered: Chromium has no chooser without a person, so there is nothing to hand on. */
		setDevicePermissionHandler(_handler: unknown): void {},
		setSpellCheckerEnabled(_enabled: boolean): void {},
		webRequest: strict('session.webRequest', {
			onBeforeRequest(...[first, second]: [RequestListener | null] | [object, RequestListener | null]): void {
				if (typeof first !== 'function' && first !== null) {
					const { urls } = first as { urls?: string[] };
					if (urls?.some((pattern) => pattern !== '<all_urls>')) {
						throw new Error('electron webRequest filter other than <all_urls> is not in the Chromium shell');
					}
					onBeforeRequest = second ?? null;
				} else {
					onBeforeRequest = first as RequestListener | null;
				}
			},
		}),
	}),
);

/** `electron.session`. */
export const session = strict('session', { defaultSession });
