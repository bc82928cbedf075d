import type { Page, Request as PageRequest, Route } from 'playwright-core';
import { policyForChromium, toApp } from './addresses.ts';
import { focusedWindow, windowOfPage, windows } from './registry.ts';
import { debug } from './run.ts';
import { isRequestAllowed, protocolHandler } from './session.ts';
import type { WebContents } from './web-contents.ts';

const LOCAL = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/;
const RESOURCE_TYPES: Record<string, string> = {
	script: 'script',
	stylesheet: 'stylesheet',
	image: 'image',
	font: 'font',
	fetch: 'xhr',
	xhr: 'xhr',
};
let lastId = 0;

function pageOf(request: PageRequest): Page | null {
	try {
		return request.frame().page();
	} catch {
		// The first request of a popup: its page is not known yet.
		return null;
	}
}

/** A popup never loads by itself: its opener's handler is asked, and the page goes. */
async function refusePopup(route: Route, page: Page | null, url: string): Promise<void> {
	const opener = windowOfPage((await page?.opener()) ?? null) ?? focusedWindow() ?? [...windows.values()][0];
	opener?.webContents.askToOpen({ url, frameName: '', features: '', disposition: 'foreground-tab' });
	await route.abort('aborted');
	await page?.close();
}

function resourceType(request: PageRequest, isMainFrame: boolean): string {
	if (request.isNavigationRequest()) return isMainFrame ? 'mainFrame' : 'subFrame';
	return RESOURCE_TYPES[request.resourceType()] ?? 'other';
}

/** The app's own scheme: the answer of its `protocol.handle` handler. */
async function answer(route: Route, url: string, contents: WebContents): Promise<void> {
	const request = route.request();
	const handler = protocolHandler(url);
	if (!handler) return route.abort('failed');
	const body = request.postDataBuffer();
	const response = await handler(
		new Request(url, {
			method: request.method(),
			headers: request.headers(),
			...(body && { body: new Uint8Array(body) }),
		}),
	);
	const target = response.headers.get('location');
	if (target && response.status >= 300 && response.status < 400) {
		// Playwright does not route what a redirect leads to, so none is followed: it could leave the app's own pages.
		contents.refuseRedirect(new URL(target, url).href);
		return route.abort('aborted');
	}
	const headers = Object.fromEntries(response.headers);
	const policy = headers['content-security-policy'];
	if (policy) headers['content-security-policy'] = policyForChromium(policy);
	await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) });
}

async function decide(route: Route): Promise<void> {
	const request = route.request();
	const url = toApp(request.url());
	const page = pageOf(request);
	const window = windowOfPage(page);
	if (!page || !window) return refusePopup(route, page, url);
	const contents = window.webContents;
	const isMainFrame = request.isNavigationRequest() && request.frame() === page.mainFrame();
	if (request.isNavigationRequest() && !contents.mayNavigate(url, isMainFrame)) return route.abort('aborted');
	const details = {
		id: ++lastId,
		url,
		method: request.method(),
		resourceType: resourceType(request, isMainFrame),
		webContentsId: contents.id,
		timestamp: Date.now(),
	};
	if (!(await isRequestAllowed(details))) return route.abort('blockedbyclient');
	if (url !== request.url()) return answer(route, url, contents);
	// A development server may be reached, the outside world may not.
	return LOCAL.test(url) ? route.continue() : route.abort('internetdisconnected');
}

/** Decides about every request of every page. */
export async function handleRoute(route: Route): Promise<void> {
	try {
		await decide(route);
	} catch (error) {
		debug('request', route.request().url(), error);
		await route.abort('failed').catch(() => undefined);
	}
}
