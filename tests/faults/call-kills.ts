import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { migrations } from '../../src/core/adapters/sqlite/migrations.ts';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import { SealedVault } from '../../src/core/adapters/vault/sealed-vault.ts';
import { newId } from '../../src/core/domain/ids.ts';
import { Secret } from '../../src/core/domain/secret.ts';
import { Figures } from '../fuzz/figures.ts';
import { quickStart } from '../support/quick-start.ts';
import { type ActName, act } from './acts.ts';
import { howItEnded } from './child.ts';
import { Lab } from './lab.ts';
import { look } from './look.ts';
import type { OneAct } from './one-act-program.ts';
import { buildShim, DiskControl, shimEnvironment } from './shim.ts';
import { rowsIn, withCore } from './trial.ts';

/** Runs one program that is killed before its n-th write, sync or new file; "SIGKILL", or how it ended otherwise. */
type Run = (orders: OneAct, inside: string, at: number) => Promise<string>;

/** Kills at every call to the disk: of whole acts, and of the migrations from each version given. Null where there is no C compiler. */
export function callKills(acts: readonly ActName[], versions: readonly number[]): Promise<Figures | null> {
	return killing(async (folder, run, figures) => {
		for (const version of versions) await migrating(version, folder, run, figures);
		for (const name of acts) await acting(name, folder, run, figures);
	});
}

/** S02: a change of the vault's passphrase that is killed at each n-th call to the disk. Null where there is no C compiler. */
export function passphraseKills(nth: number): Promise<Figures | null> {
	return killing((folder, run, figures) => changingPassphrase(nth, folder, run, figures));
}

async function killing(act: (folder: string, run: Run, figures: Figures) => Promise<void>): Promise<Figures | null> {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-calls-'));
	try {
		const library = buildShim(folder);
		if (library === null) return null;
		const path = join(folder, 'control');
		const control = new DiskControl(path, true);
		const run: Run = (orders, inside, at) => {
			control.set('kill', at);
			return runProgram(orders, shimEnvironment(library, path, inside));
		};
		const figures = new Figures();
		await act(folder, run, figures);
		control.close();
		return figures;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The vault is wholly under the old passphrase or wholly under the new one, with every entry. */
async function changingPassphrase(nth: number, folder: string, run: Run, figures: Figures): Promise<void> {
	const inside = join(folder, 'vault');
	const vault = join(inside, 'vault.db');
	const [from, to] = ['the old passphrase of it', 'the new passphrase of it'];
	const refs = Array.from({ length: 5 }, newId.vaultRef);
	const opened = async <T>(says: string, act: (open: SealedVault) => Promise<T>): Promise<T> => {
		const open = new SealedVault(vault, async (wrong) => (wrong ? null : new Secret(says)));
		try {
			return await act(open);
		} finally {
			await open.close();
		}
	};
	for (let at = 1; ; at += nth) {
		rmSync(inside, { recursive: true, force: true });
		await SealedVault.create(vault, new Secret(from));
		await opened(from, async (open) => {
			for (const ref of refs) await open.write(ref, `value of ${ref}`);
		});
		const act = { vault, from, to };
		const ended = await run({ folder, aheadMs: 0, act, on: { alias: '', apiClient: '', org: '' } }, inside, at);
		const read = (says: string) =>
			opened(says, async (open) => {
				const values = [];
				for (const ref of refs) values.push(await open.read(ref));
				return values.filter((value, n) => value.state === 'found' && value.value === `value of ${refs[n]}`).length;
			});
		const [old, fresh] = [await read(from), await read(to)];
		const isWhole = (old === refs.length && fresh === 0) || (old === 0 && fresh === refs.length);
		figures.expect(isWhole, `passphrase, killed at call ${at}`, { old, fresh });
		if (ended !== 'SIGKILL') {
			figures.expect(ended === 'well' && fresh === refs.length, `passphrase: call ${at}`, ended);
			return;
		}
		figures.count(old > 0 ? 'kills that left the old passphrase' : 'kills that left the new one');
	}
}

/** S09: a migration is done as a whole or not at all, wherever it is killed, and the next start ends it. */
async function migrating(version: number, folder: string, run: Run, figures: Figures): Promise<void> {
	const old = join(folder, `version-${version}.db`);
	const made = new BetterSqlite(old);
	made.pragma('journal_mode = wal');
	for (const sql of migrations.slice(0, version)) made.exec(sql);
	if (version > 0) made.exec("INSERT INTO setting (key, value) VALUES ('canary_ref', 'ref_kept')");
	made.pragma(`user_version = ${version}`);
	made.close();
	for (let at = 1; ; at++) {
		const inside = join(folder, 'data');
		const open = join(inside, 'latchkey.db');
		mkdirSync(inside);
		copyFileSync(old, open);
		const orders: OneAct = { folder, aheadMs: 0, act: { open, commits: 0 }, on: { alias: '', apiClient: '', org: '' } };
		const ended = await run(orders, inside, at);
		const what = `migration from version ${version}, killed at call ${at}`;
		const found = versionOf(open);
		figures.expect([version, migrations.length].includes(found), `${what}: version`, found);
		const store = openSqliteStore(open);
		if (version > 0) figures.expect(store.settings.get('canary_ref') === 'ref_kept', `${what}: lost a row`);
		store.close();
		figures.expect(versionOf(open) === migrations.length, `${what}: the next start`, versionOf(open));
		rmSync(inside, { recursive: true });
		if (ended !== 'SIGKILL') {
			figures.expect(ended === 'well', what, ended);
			return;
		}
		figures.count('kills at each call of a migration');
	}
}

/** S05: a commit on a database that is reopened waits for the disk. Null where there is no C compiler. */
export async function syncs(commits: number): Promise<Figures | null> {
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-syncs-'));
	try {
		const library = buildShim(folder);
		if (library === null) return null;
		const figures = new Figures();
		const path = join(folder, 'control');
		const control = new DiskControl(path, true);
		const open = join(folder, 'data', 'latchkey.db');
		openSqliteStore(open).close();
		const run = async (count: number) => {
			control.set('count');
			const orders: OneAct = {
				folder,
				aheadMs: 0,
				act: { open, commits: count },
				on: { alias: '', apiClient: '', org: '' },
			};
			const ended = await runProgram(orders, shimEnvironment(library, path, folder));
			figures.expect(ended === 'well', 'syncs: the program', ended);
			return control.stop().syncs;
		};
		const made = (await run(commits)) - (await run(0));
		figures.count('commits', commits);
		figures.count('waits for the disk', made);
		figures.expect(made >= commits, 'syncs: fewer than commits', made);
		control.close();
		return figures;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function runProgram(orders: OneAct, env: NodeJS.ProcessEnv): Promise<string> {
	const program = join(import.meta.dirname, 'one-act-program.ts');
	const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
		stdio: ['ignore', 'ignore', 'pipe'],
		env: { ...env, ...quickStart },
	});
	let errors = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		errors += text;
	});
	return new Promise((resolve) =>
		child.on('close', (code, signal) =>
			resolve(signal ?? (code === 0 ? 'well' : howItEnded({ code, signal, errors }))),
		),
	);
}

function versionOf(path: string): number {
	if (!existsSync(path)) return 0;
	const db = new BetterSqlite(path);
	try {
		const health = db.pragma('integrity_check', { simple: true });
		return health === 'ok' ? Number(db.pragma('user_version', { simple: true })) : -1;
	} finally {
		db.close();
	}
}

/** S02 by system call: what recovery finds after a kill at each of them is whole. */
async function acting(name: ActName, folder: string, run: Run, figures: Figures): Promise<void> {
	const inside = mkdtempSync(join(folder, 'lab-'));
	let lab = await Lab.open({ inside });
	for (let at = 1, ended = 'SIGKILL'; ended === 'SIGKILL'; at++) {
		if (lab.isCrowded) {
			await lab.close();
			lab = await Lab.open({ inside });
		}
		const on = { alias: `c-${at}`, apiClient: `Client ${at % lab.apiClients.length}`, org: 'acme' };
		if (name !== 'connect') await withCore(lab.core(), (core) => act(core, 'connect', on));
		lab.aheadMs += 61 * 60_000;
		const before = await look(lab);
		ended = await run({ folder: lab.folder, aheadMs: lab.aheadMs, act: name, on }, inside, at);
		await lab.settled();
		for (const _ of [1, 2]) await withCore(lab.core(), (core) => core.recover());
		const after = await look(lab);
		const what = `${name}, killed at call ${at}`;
		figures.expect(['SIGKILL', 'well'].includes(ended), what, ended);
		for (const { breach, what: how } of after.broken) figures.fail(`${what}: ${breach}`, how);
		const rows = (row: string) => rowsIn(after, row) - rowsIn(before, row);
		const reported = rows('sign-in outcome unknown') + rows('forgotten without revoking');
		figures.expect(after.unheld - before.unheld <= reported, `${what}: unreported`, after.unheld);
		if (ended === 'SIGKILL') figures.count('kills at each call of an act');
	}
	await lab.close();
}
