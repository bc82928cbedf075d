import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { ExportForm } from '../../shared/export-forms.ts';
import type { ConnectionView } from '../../shared/views.ts';
import type { Client, ErrorView } from '../client/client.ts';
import { viewOf } from '../client/client.ts';
import { words } from '../words.ts';
import type { DataState } from './data-store.ts';
import type { ToastState } from './toast-store.ts';

/** What of a connection an export names. */
type Exported = Pick<ConnectionView, 'id' | 'alias'>;

/** The sheet that hands out a token in another program's form. The token itself never comes here. */
export interface ExportState {
	readonly connectionId: string | null;
	readonly form: ExportForm;
	/** The chosen form with the token masked; null while it is asked for. */
	readonly preview: string | null;
	readonly busy: boolean;
	readonly error: ErrorView | null;
	/** When the clipboard is cleared of what was copied here (epoch ms). */
	readonly copiedUntil: number | null;
	readonly openSheet: (connectionId: string) => void;
	readonly close: () => void;
	readonly choose: (form: ExportForm) => void;
	/** Also without the sheet: then what goes wrong is a toast. */
	readonly copy: (connection: Exported, form: ExportForm) => Promise<void>;
	/** The main process asks where; nothing is said where the person changes their mind. */
	readonly save: () => Promise<void>;
	/** The main process asks whether and where. */
	readonly saveStore: (connection: Exported, kind: 'file' | 'sqlite') => Promise<void>;
}

interface Others {
	readonly client: Client;
	readonly data: StoreApi<DataState>;
	readonly toasts: StoreApi<ToastState>;
}

export function createExportStore({ client, data, toasts }: Others): StoreApi<ExportState> {
	return createStore<ExportState>()((set, get) => {
		async function act(run: () => Promise<void>) {
			if (get().busy) return;
			set({ busy: true, error: null });
			try {
				await run();
			} catch (error) {
				if (get().connectionId !== null) set({ error: viewOf(error) });
				else toasts.getState().problem(viewOf(error));
			} finally {
				set({ busy: false });
			}
			// A live token may have been made for it.
			void data.getState().load();
		}

		async function look(id: string, form: ExportForm) {
			const isWanted = () => get().connectionId === id && get().form === form;
			try {
				const { text } = await client.call('previewExport', { id, form });
				if (isWanted()) set({ preview: text, error: null });
			} catch (error) {
				if (isWanted()) set({ error: viewOf(error) });
			}
		}

		return {
			connectionId: null,
			form: 'raw',
			preview: null,
			busy: false,
			error: null,
			copiedUntil: null,
			openSheet: (connectionId) => {
				set({ connectionId, preview: null, error: null, copiedUntil: null });
				void look(connectionId, get().form);
			},
			close: () => set({ connectionId: null, preview: null, error: null }),
			choose: (form) => {
				const { connectionId } = get();
				if (connectionId === null) return;
				set({ form, preview: null, error: null, copiedUntil: null });
				void look(connectionId, form);
			},
			copy: ({ id, alias }, form) =>
				act(async () => {
					const { clearsInSeconds } = await client.call('copyExport', { id, form });
					set({ copiedUntil: Date.now() + clearsInSeconds * 1000 });
					toasts.getState().announce(words.exports.announce(alias, words.exports.forms[form], clearsInSeconds));
				}),
			save: () =>
				act(async () => {
					const { connectionId, form } = get();
					if (connectionId === null) return;
					const { done } = await client.call('saveExport', { id: connectionId, form });
					if (done) toasts.getState().done(words.exports.saved(words.exports.forms[form]));
				}),
			saveStore: ({ id, alias }, kind) =>
				act(async () => {
					const { done } = await client.call('saveSdkStore', { id, kind });
					if (done) toasts.getState().done(words.exports.storeSaved(alias));
				}),
		};
	});
}
