import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { ActsState } from './acts-store.ts';
import type { App } from './app.ts';
import type { BulkState } from './bulk-store.ts';
import type { ConnectState } from './connect-store.ts';
import type { DataState } from './data-store.ts';
import type { ExportState } from './export-store.ts';
import type { ImportState } from './import-store.ts';
import type { LockState } from './lock-store.ts';
import type { NetworkState } from './network-store.ts';
import type { SetupState } from './setup-store.ts';
import type { SheetsState } from './sheets-store.ts';
import type { ToastState } from './toast-store.ts';
import type { ViewState } from './view-store.ts';

export const AppContext = createContext<App | null>(null);

/** The app of this window. */
export function useApp(): App {
	const app = use(AppContext);
	if (app === null) throw new Error('useApp needs an AppContext around it');
	return app;
}

export const useData = <T>(pick: (state: DataState) => T): T => useStore(useApp().data, pick);
export const useView = <T>(pick: (state: ViewState) => T): T => useStore(useApp().view, pick);
export const useActs = <T>(pick: (state: ActsState) => T): T => useStore(useApp().acts, pick);
export const useBulk = <T>(pick: (state: BulkState) => T): T => useStore(useApp().bulk, pick);
export const useConnect = <T>(pick: (state: ConnectState) => T): T => useStore(useApp().connect, pick);
export const useSetup = <T>(pick: (state: SetupState) => T): T => useStore(useApp().setup, pick);
export const useToasts = <T>(pick: (state: ToastState) => T): T => useStore(useApp().toasts, pick);
export const useExport = <T>(pick: (state: ExportState) => T): T => useStore(useApp().exports, pick);
export const useImport = <T>(pick: (state: ImportState) => T): T => useStore(useApp().imports, pick);
export const useLock = <T>(pick: (state: LockState) => T): T => useStore(useApp().lock, pick);
export const useNetwork = <T>(pick: (state: NetworkState) => T): T => useStore(useApp().network, pick);
export const useSheets = <T>(pick: (state: SheetsState) => T): T => useStore(useApp().sheets, pick);

/** Whether the computer is offline, as far as the main process knows. */
export const useOffline = (): boolean => useData(({ snapshot }) => snapshot?.offline ?? false);

/** Whether the app is locked: then nothing that touches a secret works. */
export const useLocked = (): boolean => useData(({ snapshot }) => snapshot?.locked ?? false);
