import type { App } from '../../stores/app.ts';
import { words } from '../../words.ts';
import type { Command } from './command.ts';

/** What can be done with the acts on many: those on their way are paused, gone on with and stopped, of those that ended the result is shown. */
export function bulkCommands(app: App): readonly Command[] {
	const { runs, pause, resume, stop, show, putAway } = app.bulk.getState();
	const { bulk } = words;
	return runs.flatMap(({ view: { id, act, state } }) => {
		const note = bulk.titles[act];
		const command = (name: string, title: string, run: () => void): Command => ({
			...{ id: `${name} ${id}`, title, note, section: 'general', run },
		});
		if (state === 'ended') {
			return [
				command('bulk-result', bulk.result, () => show(id)),
				command('bulk-put-away', bulk.putAway, () => void putAway(id)),
			];
		}
		return [
			state === 'running'
				? command('bulk-pause', bulk.pause, () => void pause(id))
				: command('bulk-resume', bulk.resume, () => void resume(id)),
			command('bulk-stop', bulk.stop, () => void stop(id)),
		];
	});
}
