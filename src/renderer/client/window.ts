import type { LatchkeyApi } from '../../shared/ipc/contract.ts';

declare global {
	interface Window {
		/** The preload's frozen object; the only way to the main process. */
		readonly latchkey: LatchkeyApi;
	}
}

/** The API that the preload put on the window. */
export const windowApi = (): LatchkeyApi => window.latchkey;
