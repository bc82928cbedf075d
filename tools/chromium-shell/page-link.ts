import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { browserVersion } from './browser.ts';
import {
	type FromPage,
	PRELOAD_WORLD,
	type PreloadProcess,
	pageSource,
	preloadSource,
	SEND_BINDING,
	type ToPage,
} from './page-worlds.ts';
import { debug } from './run.ts';

/** A window's page and the channel to its preload. */
export interface PageLink {
	readonly page: Page;
	readonly cdp: CDPSession;
	/** What Playwright knows the page by. */
	readonly targetId: string;
	/** Sends to the document that is loaded now. */
	post(message: ToPage): void;
	/** Sends to the document that is loaded now as long as it is: answers must not reach the next one. */
	replyTo(): (message: ToPage) => void;
	/** Puts a text on the person's clipboard, unseen by the page. */
	copy(text: string): Promise<void>;
}

/** The preload's text; one that cannot be read fails in the page, where the others fail. */
function preloadText(file: string | null): string {
	if (file === null) return '';
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		return `throw new Error(${JSON.stringify(String(error))});`;
	}
}

/** Runs in the preload's world, as source text: answers the copy command itself, before a listener of the page's could. */
function copyInPage(text: string): void {
	const answer = (event: ClipboardEvent): void => {
		event.clipboardData?.setData('text/plain', text);
		event.preventDefault();
		event.stopImmediatePropagation();
	};
	window.addEventListener('copy', answer, { capture: true });
	document.execCommand('copy');
	window.removeEventListener('copy', answer, { capture: true });
}

/** Puts the bridge and the preload into every document that the page will load. */
export async function linkPage(
	page: Page,
	preload: string | null,
	onMessage: (message: FromPage) => void,
): Promise<PageLink> {
	const cdp = await page.context().newCDPSession(page);
	const { frameTree } = await cdp.send('Page.getFrameTree');
	const { targetInfo } = await cdp.send('Target.getTargetInfo');
	let world: number | null = null;
	cdp.on('Runtime.executionContextCreated', ({ context }) => {
		if (context.name === PRELOAD_WORLD && context.auxData?.frameId === frameTree.frame.id) world = context.id;
	});
	cdp.on('Runtime.executionContextsCleared', () => {
		world = null;
	});
	cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
		if (name === SEND_BINDING) onMessage(JSON.parse(payload) as FromPage);
	});

	const about: PreloadProcess = {
		platform: process.platform,
		arch: process.arch,
		versions: { ...process.versions, chrome: browserVersion() },
		type: 'renderer',
		sandboxed: true,
		contextIsolated: true,
	};
	const secret = randomBytes(16).toString('hex');
	const addScript = 'Page.addScriptToEvaluateOnNewDocument';
	await Promise.all([
		cdp.send('Page.enable'),
		cdp.send('Runtime.enable'),
		cdp.send('Runtime.addBinding', { name: SEND_BINDING, executionContextName: PRELOAD_WORLD }),
		cdp.send(addScript, { source: pageSource(secret) }),
		cdp.send(addScript, { source: preloadSource(secret, about, preloadText(preload)), worldName: PRELOAD_WORLD }),
	]);

	const postTo = (contextId: number | null, message: ToPage): void => {
		if (contextId === null || contextId !== world) return;
		const expression = `__shellReceive(${JSON.stringify(JSON.stringify(message))})`;
		cdp.send('Runtime.evaluate', { contextId, expression }).catch((error: unknown) => debug('post', error));
	};
	return {
		page,
		cdp,
		targetId: targetInfo.targetId,
		post: (message) => postTo(world, message),
		replyTo: () => {
			const asker = world;
			return (message) => postTo(asker, message);
		},
		copy: async (text) => {
			if (world === null) return;
			const expression = `(${copyInPage})(${JSON.stringify(text)})`;
			await cdp.send('Runtime.evaluate', { contextId: world, expression, userGesture: true });
		},
	};
}
