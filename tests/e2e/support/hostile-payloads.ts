import type { Method } from '../../../src/shared/ipc/methods.ts';

/** What a taken-over page may send to every method: run in the page, so it is one function that needs nothing around it. */
export interface FuzzResult {
	readonly sent: number;
	/** Payloads that the bridge itself refuses to carry. */
	readonly notCarried: number;
	/** Answers that are not a plain refusal. */
	readonly wrong: readonly string[];
}

/** A well-formed input of each method, to be spoilt. */
export const templates: Readonly<Record<Method, Readonly<Record<string, unknown>>>> = {
	snapshot: {},
	addApiClient: {
		...{
			name: 'n',
			clientId: '1000.C',
			type: 'server-based',
			redirectUris: ['http://localhost:8917/callback'],
			scopes: [],
		},
		...{ clientSecret: 'guessed-secret', dataCenter: null },
	},
	removeApiClient: { name: 'n' },
	startConnect: { apiClient: 'n', dataCenter: 'us', alias: null, customer: null },
	changeApiClient: {
		...{ name: 'n', type: 'server-based' },
		...{ redirectUris: ['http://localhost:8917/callback'], scopes: [] },
	},
	startReauth: { id: 'c', scopes: [] },
	scopeDiff: { id: 'c', scopes: [] },
	startDevice: { apiClient: 'n', dataCenter: 'us', alias: null, customer: null },
	openDevicePage: { signInId: 's' },
	copyDeviceCode: { signInId: 's' },
	openSignInPage: { signInId: 's' },
	copySignInLink: { signInId: 's' },
	cancelSignIn: { signInId: 's' },
	pasteSignInAddress: { address: 'http://localhost:8917/callback?state=s&code=c' },
	provideClientSecret: { signInId: 's', clientSecret: 'guessed-secret' },
	connectWithCode: { apiClient: 'n', dataCenter: 'us', alias: null, customer: null, code: '1000.c' },
	connectWithRefreshToken: { apiClient: 'n', dataCenter: 'us', alias: null, customer: null, refreshToken: '1000.r' },
	reauthWithCode: { id: 'c', scopes: [], code: '1000.c' },
	copySelfClientScopes: { apiClient: 'n', dataCenter: 'us', alias: null, customer: null },
	check: { id: 'c' },
	refresh: { id: 'c' },
	copyToken: { id: 'c' },
	revoke: { id: 'c' },
	forget: { id: 'c' },
	probeKeychain: {},
	unlockVault: { passphrase: 'guessed passphrase' },
	setUpVault: { passphrase: 'guessed passphrase' },
	networkHint: { online: true },
	lookForNetwork: {},
	startPractice: {},
	openApiConsole: { dataCenter: 'us' },
	findDataCenters: {},
	trustDataCenter: { location: 'eu' },
	removeDataCenter: { id: 'c' },
	copyRedirectUri: { redirectUri: 'http://localhost:8917/callback' },
	editConnection: { id: 'c' },
	inspect: { id: 'c' },
	previewExport: { id: 'c', form: 'raw' },
	copyExport: { id: 'c', form: 'raw' },
	saveExport: { id: 'c', form: 'raw' },
	saveSdkStore: { id: 'c', kind: 'file' },
	planBulk: { act: 'revoke', ids: ['c'], withProduction: true },
	startBulk: { act: 'revoke', ids: ['c'], withProduction: true },
	pauseBulk: { bulkId: 'c' },
	resumeBulk: { bulkId: 'c' },
	stopBulk: { bulkId: 'c' },
	copyBulkResult: { bulkId: 'c' },
	copyConnectionList: { ids: ['c'] },
	saveConnectionList: { ids: ['c'], form: 'csv' },
	changeSettings: { theme: 'dark', savedViews: [], browserProfiles: {} },
	computer: {},
	copyTrace: {},
	openDataFolder: {},
	chooseBrowser: {},
	useSystemBrowser: {},
	backups: {},
	backUpNow: {},
	commandLine: {},
	installCommandLine: {},
	removeCommandLine: {},
	openImport: {},
	openMysqlImport: { host: 'h', port: 1, user: 'u', password: 'p', database: 'd', table: 't' },
	planImport: { importId: 'i', dataCenter: null },
	takeImport: { importId: 'i', numbers: [1], customer: null, check: true },
	shredImport: { importId: 'i' },
	closeImport: { importId: 'i' },
	lock: {},
	unlock: {},
};

/** Sends payloads that no method may accept, all different, by a seed. */
export async function fuzz([method, template, seed, count]: readonly [
	Method,
	Readonly<Record<string, unknown>>,
	number,
	number,
]): Promise<FuzzResult> {
	let state = seed;
	const random = (below: number) => {
		state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
		return ((state ^ (state >>> 13)) >>> 0) % below;
	};
	const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
	const cyclic: Record<string, unknown> = {};
	cyclic.self = cyclic;
	const deep = () => {
		let nested: unknown = 'x';
		for (let level = random(200) + 2; level > 0; level--) nested = random(2) ? [nested] : { id: nested };
		return nested;
	};
	// None of these is valid for any field of any method, nor as a whole input.
	const junk: readonly (() => unknown)[] = [
		() => random(1e9),
		() => Number.NaN,
		() => -0,
		() => 2n ** 70n,
		() => random(2) === 1,
		() => new Date(0),
		() => new Map([['id', 'c']]),
		() => new Uint8Array(random(1000)),
		() => /^id$/,
		() => new Error('/etc/passwd'),
		() => ({ id: { id: 'c' }, x: random(9) }),
		() => [[random(9)]],
		() => 'x'.repeat(8001 + random(50_000)),
		() => Object.assign(Object.create(null), { toString: 1, constructor: 1 }),
		() => JSON.parse(`{"__proto__":{"id":"c"},"x":${random(9)}}`),
		() => cyclic,
		deep,
	];
	const uncarried: readonly (() => unknown)[] = [() => Symbol('id'), () => ({ [pick(['id', 'x'])]: Symbol('id') })];
	const keys = Object.keys(template);
	const spoil = (): unknown => {
		switch (random(6)) {
			case 0:
				return pick([undefined, null, '', 'snapshot', [], [template], ...junk.map((make) => make())]);
			case 1:
				return { ...template, [pick(['x', 'token', 'constructor', 'then', 'url', '__proto__x'])]: random(1e6) };
			case 2:
				return pick(uncarried)();
			default: {
				if (keys.length === 0) return { [`x${random(1e6)}`]: pick(junk)() };
				const key = pick(keys);
				const isBoolean = typeof template[key] === 'boolean';
				if (random(4) > 0) return { ...template, [key]: isBoolean ? 'yes' : pick(junk)() };
				const { [key]: _, ...rest } = template;
				return { ...rest, [`${key}\0`]: template[key] };
			}
		}
	};
	const call = self.latchkey[method] as (...given: unknown[]) => Promise<unknown>;
	const wrong: string[] = [];
	let notCarried = 0;
	const plain =
		/^\{"ok":false,"error":\{"code":"REQUEST_INVALID","message":"The request was not understood \(\w+: [\w. ]+\)\.","hint":"Restart Latchkey\.","details":\{"problem":"\w+: [\w. ]+"\}\}\}$/;
	for (let sent = 0; sent < count; sent += 20) {
		await Promise.all(
			Array.from({ length: 20 }, async () => {
				const payload = spoil();
				try {
					const answer = JSON.stringify(await (random(20) === 0 ? call(payload, template) : call(payload)));
					if (!plain.test(answer)) wrong.push(answer.slice(0, 300));
				} catch (error) {
					notCarried++;
					const text = String(error);
					if (/\/|\.ts|\.cjs|\n/.test(text.replace('/etc/passwd', ''))) wrong.push(text.slice(0, 300));
				}
			}),
		);
	}
	return { sent: count, notCarried, wrong };
}
