import { dialog, type SaveDialogOptions } from 'electron';
import { writePrivateFile } from '../../core/adapters/system/private-file.ts';
import { FileTokenStore } from '../../core/adapters/token-stores/file-token-store.ts';
import { SqliteTokenStore } from '../../core/adapters/token-stores/sqlite-token-store.ts';
import type { Core } from '../../core/create-core.ts';
import { Secret } from '../../core/domain/secret.ts';
import { formatToken } from '../../core/export/format-token.ts';
import type { ExportForm } from '../../shared/export-forms.ts';
import { defaultMinTtlSeconds } from '../../shared/min-ttl.ts';
import type { AppLock } from '../app-lock.ts';
import type { MainWords } from '../languages/en.ts';
import type { TokenClipboard } from '../token-clipboard.ts';
import type { MainWindow } from '../window/main-window.ts';
import { knownOf } from './connections-of.ts';
import type { Ask, Handlers } from './handler-table.ts';
import { listFile } from './list-file.ts';
import { withoutFolders } from './without-folders.ts';

/** What stands for the token in a preview. */
const masked = new Secret('1000.********************************.********************************');

const endings: Readonly<Record<ExportForm, string>> = {
	raw: 'txt',
	header: 'txt',
	env: 'sh',
	dotenv: 'env',
	json: 'json',
	curl: 'sh',
	postman: 'postman_environment.json',
	bruno: 'bru',
};

type ExportMethods = 'previewExport' | 'copyExport' | 'saveExport' | 'saveSdkStore' | 'saveConnectionList';

/** Tokens, stores and lists that leave for other programs and people. Files are named in a dialog of this process: the page never says a path. */
export function exportHandlers(
	core: Core,
	window: MainWindow,
	clipboard: TokenClipboard,
	ask: Ask,
	words: () => MainWords,
	lock: Pick<AppLock, 'requireOpen'>,
): Pick<Handlers, ExportMethods> {
	const live = (id: string) => core.connections.token(id, defaultMinTtlSeconds, 'person');
	const askWhere = async (options: SaveDialogOptions): Promise<string | null> => {
		const { browserWindow } = window;
		const { canceled, filePath } = await (browserWindow
			? dialog.showSaveDialog(browserWindow, options)
			: dialog.showSaveDialog(options));
		lock.requireOpen();
		return canceled || !filePath ? null : filePath;
	};

	return {
		previewExport: ({ id, form }) => {
			const connection = core.connections.get(id);
			const accountsUrl = core.dataCenters.list().find((one) => one.id === connection.dataCenter)?.accountsUrl ?? '';
			const expiresAt = new Date(connection.accessTokenExpiresAt ?? Date.now() + 3_600_000);
			const token = { accessToken: masked, expiresAt, expiresInSeconds: 3600, connection, dataCenter: { accountsUrl } };
			return { text: formatToken(token, form) };
		},
		copyExport: async ({ id, form }) => ({
			clearsInSeconds: await clipboard.put(new Secret(formatToken(await live(id), form))),
		}),
		saveExport: async ({ id, form }) => {
			const { alias } = core.connections.get(id);
			const path = await askWhere({ defaultPath: `${alias}.${endings[form]}`, showsTagField: false });
			if (path === null) return { done: false };
			// The dialog asked before it named a file that is there.
			const text = `${formatToken(await live(id), form)}\n`;
			await withoutFolders(path, () => writePrivateFile(path, text, true));
			return { done: true };
		},
		saveSdkStore: async ({ id, kind }) => {
			if (!(await ask(words().writeSecrets(core.connections.get(id))))) return { done: false };
			const path = await askWhere({
				defaultPath: kind === 'file' ? 'sdk_tokens.txt' : 'zohooauth.db',
				showsTagField: false,
			});
			if (path === null) return { done: false };
			const record = await core.exportRecord(id, kind === 'file' ? "an SDK's token file" : 'an SQLite file');
			await withoutFolders(path, async () => {
				const store = kind === 'file' ? FileTokenStore.open(path) : SqliteTokenStore.open(path);
				try {
					await store.saveToken(record);
				} finally {
					await store.close();
				}
			});
			return { done: true };
		},
		saveConnectionList: async ({ ids, form }) => {
			const { file, forms } = words().list;
			const path = await askWhere({
				defaultPath: `${file}.${form}`,
				filters: [{ name: forms[form], extensions: [form] }],
				showsTagField: false,
			});
			if (path === null) return { saved: null };
			// As they are now: the dialog may have been open for long.
			const connections = knownOf(ids, core.connections.list());
			const text = listFile(form, connections, { dataCenters: core.dataCenters.list(), words: words() });
			await withoutFolders(path, () => writePrivateFile(path, text, true));
			return { saved: connections.length };
		},
	};
}
