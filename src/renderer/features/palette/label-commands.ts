import type { ConnectionView } from '../../../shared/views.ts';
import type { App } from '../../stores/app.ts';
import { words } from '../../words.ts';
import type { Command } from './command.ts';

const fields = ['alias', 'customer', 'tags', 'colour', 'notes'] as const;

/** What a person writes on a connection: each leads to its field in the details, where it is changed in place. The pin turns at once. */
export function labelCommands(app: App, { id, alias, pinned }: ConnectionView): readonly Command[] {
	const command = (name: string, title: string, run: () => void): Command => ({
		...{ id: `${name} ${id}`, title, note: alias, section: 'selected', run },
	});
	const pin = async () => {
		const error = await app.acts.getState().edit(id, { pinned: !pinned });
		if (error) app.toasts.getState().problem(error);
	};
	return [
		command('pin', pinned ? words.acts.unpin : words.acts.pin, () => void pin()),
		...fields.map((field) =>
			command(`label-${field}`, words.palette.labels[field], () => app.view.getState().leadTo(field)),
		),
	];
}
