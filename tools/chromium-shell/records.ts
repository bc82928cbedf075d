/**
 * What the app asked the desktop for and the shell only noted. Tests read it in the main process as `globalThis.chromiumShell`.
 */
export const records = {
	/** Addresses and files given to `shell`. */
	opened: [] as string[],
	notifications: [] as object[],
	trays: [] as object[],
};

Reflect.set(globalThis, 'chromiumShell', records);
