import { viewOf } from '../../client/client.ts';
import type { App } from '../../stores/app.ts';
import { copyTrace } from '../../stores/copy-trace.ts';
import { words } from '../../words.ts';
import type { Command } from './command.ts';

/** What concerns this computer and no connection. */
export function computerCommands(app: App): readonly Command[] {
	const { client, toasts } = app;
	const command = (id: string, title: string, act: () => Promise<unknown>): Command => ({
		...{ id, title, section: 'general' },
		run: () => {
			act().catch((error: unknown) => toasts.getState().problem(viewOf(error)));
		},
	});
	const backUp = async () => {
		const { count } = await client.call('backUpNow', {});
		toasts.getState().done(words.palette.backedUp(count));
	};
	return [
		command('back-up', words.settings.backups.now, backUp),
		command('open-folder', words.palette.openFolder, () => client.call('openDataFolder', {})),
		command('copy-trace', words.trace.copy, () => copyTrace(app)),
	];
}
