import type { Page } from '@playwright/test';

/** Everything in the memory of the page's process that its engine knows of: strings of the page and of the preload. */
export async function heapOf(window: Page): Promise<string> {
	const session = await window.context().newCDPSession(window);
	const chunks: string[] = [];
	session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
	await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
	await session.detach();
	return chunks.join('');
}
