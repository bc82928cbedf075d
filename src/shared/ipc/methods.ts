/** Every method of the window's API, by name. The preload knows only these; what they take and give is in contract.ts. */
export const methods = [
	'snapshot',
	'addApiClient',
	'removeApiClient',
	'changeApiClient',
	'startConnect',
	'startReauth',
	'scopeDiff',
	'startDevice',
	'openDevicePage',
	'copyDeviceCode',
	'openSignInPage',
	'copySignInLink',
	'cancelSignIn',
	'pasteSignInAddress',
	'provideClientSecret',
	'connectWithCode',
	'connectWithRefreshToken',
	'reauthWithCode',
	'copySelfClientScopes',
	'check',
	'refresh',
	'copyToken',
	'revoke',
	'forget',
	'editConnection',
	'inspect',
	'previewExport',
	'copyExport',
	'saveExport',
	'saveSdkStore',
	'planBulk',
	'startBulk',
	'pauseBulk',
	'resumeBulk',
	'stopBulk',
	'changeSettings',
	'lock',
	'unlock',
	'probeKeychain',
	'startPractice',
	'openApiConsole',
	'findDataCenters',
	'trustDataCenter',
	'removeDataCenter',
	'copyRedirectUri',
] as const;

export type Method = (typeof methods)[number];

/** The channel of a method. */
export const channelOf = (method: Method) => `latchkey:${method}` as const;

/** The one channel on which the main process tells the window what changed. */
export const eventChannel = 'latchkey:event';
