import { listForms } from '../../../shared/list-forms.ts';
import type { ErrorView } from '../../client/client.ts';
import type { App } from '../../stores/app.ts';
import { words } from '../../words.ts';
import type { Command } from './command.ts';

/** Handing the list around: of the marked connections, or of all where none is marked and all are there. */
export function listCommands(app: App): readonly Command[] {
	const { connections = [], part = null } = app.data.getState().snapshot ?? {};
	const { marked } = app.view.getState();
	const meant = marked.size > 0 ? connections.filter(({ id }) => marked.has(id)) : connections;
	if (meant.length === 0 || (marked.size === 0 && part !== null)) return [];
	const ids = () => meant.map(({ id }) => id);
	const note = marked.size > 0 ? words.marks.count(meant.length) : words.sidebar.count(meant.length);
	const { copyList, saveList } = app.bulk.getState();
	const command = (id: string, title: string, act: () => Promise<ErrorView | null>): Command => ({
		...{ id, title, note, section: 'general' },
		run: () => {
			void act().then((error) => error && app.toasts.getState().problem(error));
		},
	});
	return [
		command('list-copy', words.palette.copyList, () => copyList(ids())),
		...listForms.map((form) => command(`list-${form}`, words.palette.saveList[form], () => saveList(ids(), form))),
	];
}
