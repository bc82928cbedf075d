import { viewOf } from '../client/client.ts';
import { useApp } from '../stores/app-context.ts';
import { words } from '../words.ts';
import { Button } from './button.tsx';

/** Copies what failed lately, for whoever is asked for help: without names, secrets or folders. */
export function CopyTrace() {
	const { client, toasts } = useApp();
	async function copy() {
		try {
			await client.call('copyTrace', {});
			toasts.getState().done(words.trace.copied, words.trace.what);
		} catch (error) {
			toasts.getState().problem(viewOf(error));
		}
	}
	return (
		<Button size="small" tone="quiet" onClick={() => void copy()}>
			{words.trace.copy}
		</Button>
	);
}
