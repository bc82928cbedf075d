import { viewOf } from '../client/client.ts';
import { words } from '../words.ts';
import type { App } from './app.ts';

/** Copies what failed lately, for whoever is asked for help: without names, secrets or folders. Says itself how it went. */
export async function copyTrace({ client, toasts }: Pick<App, 'client' | 'toasts'>): Promise<void> {
	try {
		await client.call('copyTrace', {});
		toasts.getState().done(words.trace.copied, words.trace.what);
	} catch (error) {
		toasts.getState().problem(viewOf(error));
	}
}
