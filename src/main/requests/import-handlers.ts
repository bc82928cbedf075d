import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { shredStore } from '../../core/adapters/system/shred.ts';
import { readMySqlTokens, readSqliteTokens, readTokenFile } from '../../core/adapters/token-stores/token-sources.ts';
import type { Core } from '../../core/create-core.ts';
import { AppError, asAppError } from '../../core/domain/app-error.ts';
import type { OAuthToken } from '../../core/domain/oauth-token.ts';
import { Secret } from '../../core/domain/secret.ts';
import type { PlannedImport } from '../../core/usecases/token-store/import-tokens.ts';
import { errorWords } from '../../shared/error-words.ts';
import type { ImportResult, ImportView } from '../../shared/imports.ts';
import type { AppLock } from '../app-lock.ts';
import type { MainWords } from '../languages/en.ts';
import type { MainWindow } from '../window/main-window.ts';
import { askWhich } from './ask-which.ts';
import type { Ask, Handlers } from './handler-table.ts';
import { withoutFolders } from './without-folders.ts';

type ImportMethods = 'openImport' | 'openMysqlImport' | 'planImport' | 'takeImport' | 'shredImport' | 'closeImport';

/** A store that was read. Its secrets stay in this process, and only until the sheet closes. */
interface OpenStore {
	readonly id: string;
	/** As the person knows it, without folders and passwords. */
	readonly name: string;
	/** Of a file; null: it lies on a server. */
	readonly path: string | null;
	readonly tokens: readonly OAuthToken[];
	readonly dataCenter: string | null;
	readonly planned: readonly PlannedImport[];
}

/**
 * Takes over the tokens of an SDK's own store. The file is named in a dialog of this process: the page never says a path and never sees one.
 * A server is named by the person in the page, so a dialog of this process says it again before anything is sent there.
 */
export function importHandlers(
	core: Core,
	window: MainWindow,
	ask: Ask,
	words: () => MainWords,
	lock: Pick<AppLock, 'requireOpen'>,
): Pick<Handlers, ImportMethods> {
	let current: OpenStore | null = null;

	const opened = (importId: string): OpenStore => {
		if (current?.id !== importId) throw new AppError('REQUEST_INVALID', { problem: 'no such import' });
		return current;
	};
	const planWith = (store: Omit<OpenStore, 'planned' | 'dataCenter'>, dataCenter: string | null): ImportView => {
		current = { ...store, dataCenter, planned: core.imports.plan(store.tokens, dataCenter) };
		return viewOf(current);
	};
	/** Records that no connection holds; of the tokens as they are given, for the file may have changed since it was read. */
	const left = (tokens: readonly OAuthToken[], dataCenter: string | null): number =>
		core.imports.plan(tokens, dataCenter).filter(({ row }) => row.state !== 'held').length;

	return {
		openImport: async () => {
			const path = await askWhich(window, { title: words().chooseStore, properties: ['openFile'] });
			lock.requireOpen();
			if (path === null) return { store: null };
			const tokens = await withoutFolders(path, () => readStore(path));
			return { store: planWith({ id: randomUUID(), name: basename(path), path, tokens }, null) };
		},
		openMysqlImport: async ({ password, ...place }) => {
			const { user, host, port, database, table } = place;
			const at = `${host}:${port}`;
			if (!(await ask(words().readMysql(at, user, `${database}.${table}`)))) return { store: null };
			const tokens = await readMySqlTokens({ ...place, password: new Secret(password) });
			lock.requireOpen();
			return { store: planWith({ id: randomUUID(), name: `${at}/${database}`, path: null, tokens }, null) };
		},
		planImport: ({ importId, dataCenter }) => planWith(opened(importId), dataCenter),
		takeImport: async ({ importId, numbers, customer, check }) => {
			const { planned, tokens, dataCenter } = opened(importId);
			const wanted = new Set(numbers);
			const chosen = planned.filter(({ row }) => wanted.has(row.number));
			if (chosen.some(({ row }) => row.state !== 'new') || chosen.length !== wanted.size)
				throw new AppError('REQUEST_INVALID', { problem: 'a record cannot be imported' });
			const results = [];
			for (const one of chosen) results.push(await take(core, one, customer, check));
			return { results, left: left(tokens, dataCenter) };
		},
		shredImport: async ({ importId }) => {
			const { path, dataCenter } = opened(importId);
			if (path === null) throw new AppError('REQUEST_INVALID', { problem: 'it is no file' });
			const requireHeld = () => {
				const count = left(readStore(path), dataCenter);
				const problem = `${count} of its records ${count === 1 ? 'is' : 'are'} not held here`;
				if (count > 0) throw new AppError('TOKEN_STORE_FAILED', { place: basename(path), problem });
			};
			await withoutFolders(path, requireHeld);
			if (!(await ask(words().shred(basename(path))))) return { done: false };
			// A program may have written to it while the person was asked.
			await withoutFolders(path, () => {
				requireHeld();
				shredStore(path);
			});
			return { done: true };
		},
		closeImport: ({ importId }) => {
			if (current?.id === importId) current = null;
			return {};
		},
	};
}

/** Rejects with TOKEN_STORE_FAILED. */
function readStore(path: string): readonly OAuthToken[] {
	return isSqlite(path) ? readSqliteTokens(path) : readTokenFile(path);
}

/** Whether the file begins as every SQLite file does; what cannot be read is for the reader of token files to say. */
function isSqlite(path: string): boolean {
	const head = Buffer.alloc(16);
	try {
		const fd = openSync(path, 'r');
		try {
			readSync(fd, head, 0, head.length, 0);
		} finally {
			closeSync(fd);
		}
	} catch {
		return false;
	}
	return head.toString('latin1') === 'SQLite format 3\0';
}

function viewOf({ id, name, path, tokens, planned }: OpenStore): ImportView {
	const lacksDataCenter = tokens.some(({ apiDomain }) => !apiDomain);
	return { id, name, isFile: path !== null, lacksDataCenter, rows: planned.map(({ row }) => row) };
}

/** One that fails never stops the rest; an import stays one where only its check failed. */
async function take(
	core: Core,
	planned: PlannedImport,
	customer: string | null,
	check: boolean,
): Promise<ImportResult['results'][number]> {
	const { number } = planned.row;
	let alias: string | null = null;
	try {
		const connection = await core.imports.take(planned, customer);
		alias = connection.alias;
		if (check) await core.connections.check(connection.id);
		return { number, alias, error: null };
	} catch (error) {
		const { code, details } = asAppError(error);
		return { number, alias, error: errorWords(code, details, 'window') };
	}
}
