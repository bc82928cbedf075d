import type { App } from '../../stores/app.ts';
import { words } from '../../words.ts';
import { canBeSaved } from '../connections/saved-views.ts';
import type { Command } from './command.ts';

/** Each saved view by its name, and the way to keep what is shown now under one. */
export function viewCommands(app: App): readonly Command[] {
	const { snapshot } = app.data.getState();
	if (!snapshot || snapshot.connections.length === 0) return [];
	const { savedViews } = snapshot.settings;
	const look = app.view.getState();
	const { showSaved, leadTo } = look;
	const command = (id: string, title: string, run: () => void): Command => ({ id, title, section: 'general', run });
	return [
		...savedViews.map((saved) =>
			command(`view ${saved.name}`, words.palette.showView(saved.name), () => showSaved(saved)),
		),
		...(canBeSaved(look, savedViews) ? [command('save-view', words.palette.saveView, () => leadTo('view-name'))] : []),
	];
}
