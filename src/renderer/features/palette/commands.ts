import type { ExportForm } from '../../../shared/export-forms.ts';
import { exportForms } from '../../../shared/export-forms.ts';
import { isParked } from '../../../shared/needs-attention.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { ConnectionView } from '../../../shared/views.ts';
import { viewOf } from '../../client/client.ts';
import type { Act } from '../../stores/acts-store.ts';
import type { App } from '../../stores/app.ts';
import { words } from '../../words.ts';
import { bulkCommands } from './bulk-commands.ts';
import type { Command } from './command.ts';
import { computerCommands } from './computer-commands.ts';
import { labelCommands } from './label-commands.ts';
import { listCommands } from './list-commands.ts';
import { viewCommands } from './view-commands.ts';

/** What can be done with a connection; an act that destroys still asks in a dialog of the main process. */
function commandsOn(app: App, connection: ConnectionView): readonly Command[] {
	const { status, alias, id } = connection;
	const live = status !== 'revoked' && status !== 'revoke_queued';
	const usable = live && status !== 'needs_reauth';
	const command = (name: string, title: string, run: () => void): Command => ({
		...{ id: `${name} ${id}`, title, note: alias, section: 'selected', run },
	});
	const act = (name: Act, title: string) => command(name, title, () => void app.acts.getState().run(name, connection));
	const { acts, exports } = words;
	const copyAs = (form: ExportForm) =>
		command(`copy-${form}`, exports.copyAs(exports.forms[form]), () => {
			void app.exports.getState().copy(connection, form);
		});
	return [
		...(usable ? [act('copyToken', acts.copyToken), act('refresh', acts.refresh)] : []),
		...(live ? [act('check', acts.check)] : []),
		...(usable ? [command('export', exports.open, () => app.exports.getState().openSheet(id))] : []),
		act('reauth', acts.reauth),
		command('reauth-more', acts.reauthMore, () => app.connect.getState().openReauth(id)),
		...labelCommands(app, connection),
		...(live && !isParked(connection) ? [act('revoke', acts.revoke)] : []),
		act('forget', acts.forget),
		...(usable ? exportForms.filter((form) => form !== 'raw').map(copyAs) : []),
	];
}

const themes: readonly Settings['theme'][] = ['system', 'light', 'dark'];

/** What needs no connection. `mod` is the name of the key that shortcuts begin with. */
function generalCommands(app: App, mod: string, onSearch: () => void): readonly Command[] {
	const command = (id: string, title: string, run: () => void, keys?: string): Command => ({
		...{ id, title, section: 'general', run },
		...(keys === undefined ? {} : { keys }),
	});
	const { palette, settings, list, sidebar } = words;
	const sheets = app.sheets.getState();
	const checkAll = (ids: readonly string[]) => void app.bulk.getState().ask('check', ids);
	const { connections = [], part = null } = app.data.getState().snapshot ?? {};
	return [
		command('connect', list.connect, () => app.connect.getState().openSheet()),
		command('search', palette.search, onSearch, '/'),
		command('all', palette.showAll, () => app.view.getState().show({ kind: 'all' })),
		command('attention', palette.showAttention, () => app.view.getState().show({ kind: 'attention' })),
		...(connections.length > 0 && part === null
			? [command('check-all', palette.checkAll, () => checkAll(connections.map(({ id }) => id)))]
			: []),
		...bulkCommands(app),
		...viewCommands(app),
		...listCommands(app),
		command('import', words.imports.open, () => app.connect.getState().openSheet({ way: 'import' })),
		command('api-clients', sidebar.apiClientsSetup, () => app.setup.getState().openApiClients()),
		command('data-centers', sidebar.dataCentersSetup, () => app.setup.getState().openDataCenters()),
		command('settings', settings.open, () => sheets.show('settings'), `${mod} ,`),
		...themes.map((theme) =>
			command(`theme-${theme}`, palette.theme(settings.themes[theme]), () => {
				const changing = app.data.getState().changeSettings({ theme });
				changing.catch((error: unknown) => app.toasts.getState().problem(viewOf(error)));
			}),
		),
		command('practice', palette.practice, () => void app.connect.getState().startPractice()),
		...computerCommands(app),
		command('shortcuts', words.shortcuts.open, () => sheets.show('shortcuts'), '?'),
		command('lock', words.lock.now, () => void app.lock.getState().lock(), `${mod} L`),
	];
}

/** Everything that can be done now: with the selected connection, without one, and leading to each connection. */
export function allCommands(app: App, mod: string, onSearch: () => void): readonly Command[] {
	const { snapshot } = app.data.getState();
	const { selectedId, reveal } = app.view.getState();
	if (snapshot?.locked) {
		const unlock = () => void app.lock.getState().unlock();
		return [{ id: 'unlock', title: words.lock.unlock, section: 'general', run: unlock }];
	}
	const connections = snapshot?.connections ?? [];
	const selected = connections.find(({ id }) => id === selectedId);
	return [
		...(selected ? commandsOn(app, selected) : []),
		...generalCommands(app, mod, onSearch),
		...connections.map(
			({ id, alias, org }): Command => ({
				...{ id: `show ${id}`, title: alias, note: org.name, section: 'connections' },
				run: () => reveal(id),
			}),
		),
	];
}
