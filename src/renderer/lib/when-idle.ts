/** At the latest then it goes on, in milliseconds. */
const timeout = 50;

/** Resolves once the page has painted and has nothing else to do. */
export const whenIdle = (): Promise<void> =>
	new Promise((resolve) => {
		if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout });
		else setTimeout(resolve);
	});
