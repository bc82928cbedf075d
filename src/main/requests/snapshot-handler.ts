import { app } from 'electron';
import type { Core } from '../../core/create-core.ts';
import type { KeychainView } from '../../shared/views.ts';
import type { AppLock } from '../app-lock.ts';
import type { BulkRuns } from '../bulk/bulk-runs.ts';
import type { Network } from '../network.ts';
import type { PracticeHost } from '../practice-host.ts';
import type { SettingsFile } from '../settings-file.ts';
import type { Handlers } from './handler-table.ts';
import { ListFeed } from './list-feed.ts';

interface Parts {
	readonly core: Core;
	readonly practice: PracticeHost;
	readonly settings: SettingsFile;
	readonly lock: AppLock;
	readonly bulks: BulkRuns;
	readonly network: Pick<Network, 'isOffline'>;
}

/** Answers with all that the window shows; from the store alone. */
export function snapshotHandler({ core, practice, settings, lock, bulks, network }: Parts): Pick<Handlers, 'snapshot'> {
	const feed = new ListFeed();
	let keychain: KeychainView | null = null;
	core.subscribe((event) => {
		if (event.type === 'keychain-changed') keychain = event.keychain;
	});

	return {
		snapshot: ({ since }) => {
			const kept = settings.get();
			const always = {
				version: app.getVersion(),
				platform: process.platform,
				keychain,
				practiceRunning: practice.isRunning,
				locked: lock.isLocked,
				offline: network.isOffline,
			};
			if (lock.hidesList) return { ...always, ...nothing, settings: { ...kept, savedViews: [], browserProfiles: {} } };
			const list = core.connections.list();
			const dataCenters = core.dataCenters.list();
			return {
				...always,
				...(since === undefined ? feed.begin(list, dataCenters, kept) : feed.after(since, list)),
				dataCenters,
				apiClients: core.apiClients.list(),
				signIns: core.signIns.list(),
				settings: kept,
				bulks: bulks.views(),
			};
		},
	};
}

/** What is left of a list that the lock hides: no name of a customer anywhere. */
const nothing = { connections: [], part: null, dataCenters: [], apiClients: [], signIns: [], bulks: [] };
