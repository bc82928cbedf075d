import type { StoreApi } from 'zustand/vanilla';
import { isParked } from '../../shared/needs-attention.ts';
import { noticeWords, type SignInNotice } from '../../shared/sign-in-notices.ts';
import type { ConnectionView, SignInView } from '../../shared/views.ts';
import type { Client, ErrorView } from '../client/client.ts';
import { words } from '../words.ts';
import type { ActsState } from './acts-store.ts';
import { createActsStore } from './acts-store.ts';
import type { BulkState } from './bulk-store.ts';
import { createBulkStore } from './bulk-store.ts';
import type { ConnectState } from './connect-store.ts';
import { createConnectStore, isImporting } from './connect-store.ts';
import type { DataState } from './data-store.ts';
import { createDataStore } from './data-store.ts';
import type { ExportState } from './export-store.ts';
import { createExportStore } from './export-store.ts';
import type { ImportState } from './import-store.ts';
import { createImportStore } from './import-store.ts';
import type { LockState } from './lock-store.ts';
import { createLockStore } from './lock-store.ts';
import type { NetworkState } from './network-store.ts';
import { createNetworkStore } from './network-store.ts';
import type { SetupState } from './setup-store.ts';
import { createSetupStore } from './setup-store.ts';
import type { SheetsState } from './sheets-store.ts';
import { createSheetsStore } from './sheets-store.ts';
import { isSettled } from './sign-ins.ts';
import type { About, ToastState } from './toast-store.ts';
import { createToastStore } from './toast-store.ts';
import type { ViewState } from './view-store.ts';
import { createViewStore } from './view-store.ts';

const inWords = (notices: readonly SignInNotice[]) =>
	notices.map((notice) => noticeWords(notice, words.notices)).join(' ') || null;

/** Everything the window knows, and the one client that it talks through. */
export interface App {
	readonly client: Client;
	readonly data: StoreApi<DataState>;
	readonly view: StoreApi<ViewState>;
	readonly acts: StoreApi<ActsState>;
	readonly bulk: StoreApi<BulkState>;
	readonly connect: StoreApi<ConnectState>;
	readonly setup: StoreApi<SetupState>;
	readonly toasts: StoreApi<ToastState>;
	readonly exports: StoreApi<ExportState>;
	readonly imports: StoreApi<ImportState>;
	readonly lock: StoreApi<LockState>;
	readonly network: StoreApi<NetworkState>;
	readonly sheets: StoreApi<SheetsState>;
	readonly start: () => () => void;
}

export function createApp(client: Client): App {
	const data = createDataStore(client);
	const view = createViewStore();
	const toasts = createToastStore();
	const onOtherWay = (id: string) => connect.getState().openReauth(id);
	const acts = createActsStore({ client, data, view, toasts, onOtherWay });
	const bulk = createBulkStore({ client, toasts, onEnded: () => void data.getState().load() });
	const connect = createConnectStore({
		...{ client, data, toasts, onConnected, onRenewed, onWrongOrg, onUnexpected },
	});
	const setup = createSetupStore({
		...{ client, data, toasts },
		onBack: (draft) => connect.getState().openSheet(draft),
	});

	const exports = createExportStore({ client, data, toasts });
	const imports = createImportStore({ client, data, toasts });
	const lock = createLockStore({ client, data, toasts });
	const network = createNetworkStore({ client, data, toasts });
	const sheets = createSheetsStore();

	/** What was typed into a sheet goes with it, and nothing lies over the lock. */
	function onLocked() {
		setup.setState({ back: null });
		for (const { close } of [setup.getState(), exports.getState(), sheets.getState()]) close();
		connect.getState().closeSheet();
		bulk.getState().leave();
		bulk.getState().show(null);
		acts.setState({ copied: null });
		toasts.setState({ toasts: [] });
		toasts.getState().announce(words.lock.announced);
	}

	/** Said once, whatever many connections it is about; what failed for want of a network is no word about them any more. */
	function onNetwork(offline: boolean) {
		toasts.getState().announce(offline ? words.offline.title : words.offline.back);
		if (!offline) acts.getState().clearOffline();
	}

	/** Where the sheet has waited for it, it is shown and named there. */
	function onConnected(
		{ id, alias }: Pick<ConnectionView, 'id' | 'alias'>,
		notices: readonly SignInNotice[],
		here: boolean,
	) {
		view.getState().reveal(id);
		if (!here) return toasts.getState().done(words.connect.done(alias), inWords(notices));
		connect.getState().showConnected({ id, notices });
		toasts.getState().announce(words.connect.done(alias));
	}

	function onRenewed({ id, alias }: Pick<ConnectionView, 'id' | 'alias'>, notices: readonly SignInNotice[]) {
		acts.getState().clear(id);
		toasts.getState().done(words.acts.reauthed(alias), inWords(notices));
	}

	function onDone(signIn: SignInView) {
		const { snapshot } = data.getState();
		const alias =
			snapshot?.connections.find(({ id }) => id === signIn.resultId)?.alias ?? signIn.alias ?? words.appName;
		const id = signIn.resultId ?? '';
		if (signIn.kind === 'connect' && signIn.resultId) onConnected({ id, alias }, signIn.notices, isFollowed(signIn));
		else onRenewed({ id, alias }, signIn.notices);
	}

	/** What a failed re-authentication is about. */
	function reauthOf(connectionId: string): About {
		const retry = () => {
			const connection = data.getState().snapshot?.connections.find(({ id }) => id === connectionId);
			if (connection) void acts.getState().run('reauth', connection);
		};
		return { connectionId, retry };
	}

	/** Where another org signed in, its connection is known only after the next snapshot. */
	async function onWrongOrg(connectionId: string, error: ErrorView) {
		await data.getState().load();
		const other = data.getState().snapshot?.connections.find(({ id }) => id === error.details?.other);
		const found = other ? { id: other.id, parked: isParked(other) } : null;
		acts.getState().note(connectionId, { act: 'reauth', error, other: found });
		toasts.getState().problem(error, reauthOf(connectionId));
	}

	/** An org of another environment than expected is kept apart: its connection is shown, where it can be kept or revoked. */
	async function onUnexpected(error: ErrorView) {
		await data.getState().load();
		const other = data.getState().snapshot?.connections.find(({ id }) => id === error.details?.other);
		if (other) view.getState().reveal(other.id);
		toasts.getState().problem(error);
	}

	function onFailed({ connectionId, error }: SignInView, followed: boolean) {
		if (error === null) return;
		if (error.code === 'ENVIRONMENT_MISMATCH') return void onUnexpected(error);
		if (error.code === 'SIGN_IN_CANCELLED') return toasts.getState().announce(words.connect.cancelled);
		if (connectionId && error.code === 'WRONG_ORG') return void onWrongOrg(connectionId, error);
		if (connectionId) acts.getState().note(connectionId, { act: 'reauth', error, other: null });
		if (!followed) toasts.getState().problem(error, connectionId ? reauthOf(connectionId) : {});
	}

	// The sheet says it itself where it is open; the strip waits for whoever closed it.
	function onSecretNeeded({ id, alias, dataCenter }: SignInView) {
		const { open, signInId } = connect.getState();
		if (open && signInId === id) return;
		const name = data.getState().snapshot?.dataCenters.find((each) => each.id === dataCenter)?.name ?? dataCenter;
		toasts.getState().announce(words.connect.secretNeeded(alias, name));
	}

	/** Whether the sheet waits for it. */
	function isFollowed({ id }: SignInView): boolean {
		const { open, signInId } = connect.getState();
		return open && signInId === id;
	}

	// A sign-in that ends is told once: after the snapshot that holds its connection came, so that its alias is known.
	async function onSettled(signIn: SignInView) {
		const followed = isFollowed(signIn);
		if (followed) {
			// Another org or environment: the way on is at the connection, where the one that came is shown.
			const isApart = signIn.error?.code === 'WRONG_ORG' || signIn.error?.code === 'ENVIRONMENT_MISMATCH';
			const isRenewed = signIn.state === 'done' && signIn.kind === 'reauth';
			if (isRenewed || isApart) connect.setState({ open: false });
			else if (signIn.error?.code === 'SIGN_IN_CANCELLED') connect.setState({ open: false, signInId: null });
			else connect.setState({ error: signIn.error });
		}
		if (signIn.state === 'failed') return onFailed(signIn, followed);
		await data.getState().load();
		onDone(signIn);
	}

	function start() {
		const unwatch = data.subscribe(({ signIns, snapshot }, before) => {
			if (snapshot && snapshot.bulks !== before.snapshot?.bulks) bulk.getState().adopt(snapshot.bulks);
			if (snapshot?.locked && !before.snapshot?.locked) onLocked();
			if (before.snapshot && snapshot?.offline !== before.snapshot.offline) onNetwork(snapshot?.offline ?? false);
			if (signIns === before.signIns) return;
			const firstSnapshot = before.snapshot === null;
			for (const signIn of Object.values(signIns)) {
				const known = before.signIns[signIn.id];
				const isNew = known ? !isSettled(known) : !firstSnapshot;
				if (isSettled(signIn) && isNew) void onSettled(signIn);
				if (signIn.state === 'needs_secret' && known?.state !== 'needs_secret') onSecretNeeded(signIn);
			}
		});
		const unwatchImport = connect.subscribe((now, before) => {
			if (isImporting(now) === isImporting(before)) return;
			if (isImporting(now)) imports.getState().enter();
			else imports.getState().leave();
		});
		const endBulk = client.onEvent((event) => {
			if (event.type === 'bulk-changed') bulk.getState().put(event.bulk);
		});
		const end = data.getState().start();
		return () => {
			unwatch();
			unwatchImport();
			endBulk();
			end();
		};
	}

	return { client, data, view, acts, bulk, connect, setup, toasts, exports, imports, lock, network, sheets, start };
}
