import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

type Class = new (...values: readonly (string | null)[]) => object;

/** The parts of a Zoho CRM SDK that a store cannot do without: the SDK asks whether objects are instances of its own classes. */
export interface ZohoSdk {
	readonly OAuthToken: Class;
	readonly SDKException: Class;
}

const nodePackage = '@zohocrm/nodejs-sdk-8.0';
const typescriptPackage = '@zohocrm/typescript-sdk-8.0';

/** The SDK in what its package exports; null where it is none. */
export function asZohoSdk(exports: unknown): ZohoSdk | null {
	const OAuthToken = member(exports, 'OAuthToken');
	const SDKException = member(exports, 'SDKException');
	return isClass(OAuthToken) && isClass(SDKException) ? { OAuthToken, SDKException } : null;
}

/** The class that the Node SDK wants its stores to be instances of; null in the TypeScript SDK, where it is a type alone. */
export function storeClassOf(exports: unknown): { readonly prototype: object } | null {
	const found = member(member(exports, 'TokenStore'), 'MasterModel');
	return isClass(found) ? found : null;
}

/** As `storeClassOf`, of the Node SDK that the script would import; only that one small file of it is loaded. */
export async function scriptsStoreClass(): Promise<{ readonly prototype: object } | null> {
	const file = resolved(`${nodePackage}/lib/models/authenticator/store/token_store.js`);
	return file === null ? null : storeClassOf({ TokenStore: await load(file) });
}

/** The SDK that the script uses with this store; where it has not said so yet, one that it could import. Null: none is there. */
export async function scriptsSdk(store: object): Promise<ZohoSdk | null> {
	const node = resolved(nodePackage);
	const typescript = resolved(typescriptPackage);
	const loaded: unknown = typescript === null ? undefined : fromScript.cache[typescript]?.exports;
	const using = member(member(member(loaded, 'Initializer'), 'initializer'), '_store');
	if (loaded !== undefined && (using === store || node === null)) return asZohoSdk(loaded);
	const file = node ?? typescript;
	return file === null ? null : asZohoSdk(await load(file));
}

// From the script that was started, not from here: an SDK beside Latchkey's own files would be another copy, with other classes.
const fromScript = createRequire(scriptPath());
const fromFolder = createRequire(resolve('script.js'));

/** The script as Node resolves its imports: a link in a bin folder leads to it. */
function scriptPath(): string {
	const path = resolve(process.argv[1] ?? 'script.js');
	return existsSync(path) ? realpathSync(path) : path;
}

function resolved(name: string): string | null {
	for (const require of [fromScript, fromFolder]) {
		try {
			return require.resolve(name);
		} catch {
			// Not installed there.
		}
	}
	return null;
}

function load(file: string): Promise<unknown> {
	return import(pathToFileURL(file).href);
}

function member(of: unknown, name: string): unknown {
	const isOpen = (typeof of === 'object' && of !== null) || typeof of === 'function';
	return isOpen ? Reflect.get(of, name) : undefined;
}

function isClass(value: unknown): value is Class {
	return typeof value === 'function' && typeof value.prototype === 'object';
}
