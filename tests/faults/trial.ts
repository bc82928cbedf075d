import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { backupFolder } from '../../src/core/adapters/sqlite/backups.ts';
import { openSqliteStore } from '../../src/core/adapters/sqlite/sqlite-store.ts';
import type { Adapters, Core } from '../../src/core/create-core.ts';
import { AppError } from '../../src/core/domain/app-error.ts';
import { Secret } from '../../src/core/domain/secret.ts';
import type { Figures } from '../fuzz/figures.ts';
import { type ActName, act } from './acts.ts';
import { databaseOf, Lab } from './lab.ts';
import { type Look, look } from './look.ts';

/** What is tried while something fails. */
export type TriedAct = ActName | 'first start' | 'start' | 'add an API client' | 'back up';

/** Something that fails during one act, from the start of a program to its end. */
export interface Trouble {
	readonly name: string;
	/** How the act may end, besides being done. */
	readonly answers: readonly string[];
	/** From here on it fails; gives what the program of the act stands on instead. */
	arm(lab: Lab): Partial<Adapters>;
	/** It fails no more. False where the act never came to it. */
	disarm(): boolean;
}

/** The audit rows of which one is added by an act that was done. */
const rowsOf: Readonly<Record<TriedAct, readonly string[]>> = {
	'first start': [],
	start: [],
	'back up': ['backup made'],
	'add an API client': ['api client added'],
	connect: ['connected'],
	reauth: ['re-authenticated'],
	refresh: ['refreshed'],
	revoke: ['revoked'],
	forget: ['forgotten without revoking'],
};

type Run = (core: Core) => Promise<unknown>;

/** Runs acts while something fails, and checks what is left: a new lab where the old one is full. */
export class Trials {
	readonly #figures: Figures;
	readonly #inside: string | undefined;
	#lab: Lab | null = null;
	#serial = 0;

	constructor(figures: Figures, inside?: string) {
		this.#figures = figures;
		this.#inside = inside;
	}

	/** Tries the act; false where the trouble never came. */
	async try(name: TriedAct, trouble: Trouble): Promise<boolean> {
		const lab = await this.#roomyLab();
		const run = await this.#prepared(lab, name);
		const before = await look(lab);
		// The access token has ended, and Zoho's limits begin anew.
		lab.aheadMs += 61 * 60_000;
		const changes = trouble.arm(lab);
		const answer = await this.#answer(lab, changes, run);
		if (!trouble.disarm()) return false;
		const what = `${name}, ${trouble.name}`;
		this.#figures.count('faults');
		this.#figures.count(`answered ${answer}`);
		const isFair = answer === 'done' || trouble.answers.includes(answer);
		this.#figures.expect(isFair, `${what}: answered`, answer);
		for (const _ of [1, 2]) await withCore(lab.core(), (core) => core.recover());
		this.#check(what, name, answer, before, await look(lab));
		if (answer !== 'done') await this.#again(lab, run, what);
		return true;
	}

	async close(): Promise<void> {
		await this.#lab?.close();
		this.#lab = null;
	}

	async #roomyLab(): Promise<Lab> {
		if (this.#lab?.isCrowded) await this.close();
		this.#lab ??= await Lab.open(this.#inside === undefined ? {} : { inside: this.#inside });
		return this.#lab;
	}

	/** What the act needs to be there, and the act itself. */
	async #prepared(lab: Lab, name: TriedAct): Promise<Run> {
		const alias = `t-${this.#serial++}`;
		const on = { alias, apiClient: `Client ${this.#serial % lab.apiClients.length}`, org: 'acme' };
		if (name === 'first start') {
			const fresh = databaseOf(join(lab.folder, alias));
			return async () => openSqliteStore(fresh, { backups: true }).close();
		}
		if (name === 'start') {
			// The day's backup is due.
			rmSync(backupFolder(databaseOf(lab.folder)), { recursive: true, force: true });
			return async () => undefined;
		}
		if (name === 'back up') return async (core) => core.backups.make(null);
		if (name === 'add an API client') {
			const client = { clientId: '1000.LATE', type: 'server-based', scopes: [], dataCenter: 'practice-eu' } as const;
			const given = { ...client, name: alias, redirectUris: ['http://127.0.0.1:8917/callback'] };
			return (core) => core.apiClients.add({ ...given, clientSecret: new Secret('late-secret-51c0') });
		}
		if (name !== 'connect') await withCore(lab.core(), (core) => act(core, 'connect', on));
		return (core) => act(core, name, on);
	}

	/** The code of the error that a program ends with, or "done". */
	async #answer(lab: Lab, changes: Partial<Adapters>, run: Run): Promise<string> {
		try {
			await withCore(lab.core(changes), run);
			return 'done';
		} catch (error) {
			if (!(error instanceof AppError)) return `no AppError: ${String(error)}`;
			return error.code === 'INTERNAL' ? `INTERNAL: ${String(error.cause)}` : error.code;
		}
	}

	#check(what: string, name: TriedAct, answer: string, before: Look, after: Look): void {
		const figures = this.#figures;
		for (const { breach, what: how } of after.broken) figures.fail(`${what}: ${breach}`, how);
		const rows = (act: string) => rowsIn(after, act) - rowsIn(before, act);
		const reported = rows('sign-in outcome unknown') + rows('forgotten without revoking');
		figures.expect(after.unheld - before.unheld <= reported, `${what}: unreported`, answer);
		const isNoted = rowsOf[name].every((act) => rows(act) === 1);
		figures.expect(answer !== 'done' || isNoted, `${what}: acknowledged, and lost`);
		const isSame = JSON.stringify(before.connections) === JSON.stringify(after.connections);
		figures.expect(answer !== 'STORE_FAILED' || isSame, `${what}: not true that nothing was changed`);
	}

	/** Once nothing fails the act succeeds; what recovery had finished by then is as good. */
	async #again(lab: Lab, run: Run, what: string): Promise<void> {
		const answer = await this.#answer(lab, {}, run);
		const wasFinished = ['ALIAS_TAKEN', 'CONNECTION_REVOKED', 'CONNECTION_UNKNOWN'].includes(answer);
		this.#figures.count(wasFinished ? 'finished by recovery' : 'second tries that succeeded');
		this.#figures.expect(answer === 'done' || wasFinished, `${what}: the second try`, answer);
		const { broken } = await look(lab);
		for (const { breach, what: how } of broken) this.#figures.fail(`${what}, then again: ${breach}`, how);
	}
}

/** How many rows of an act the audit log has, whatever connection they are about. */
export function rowsIn({ acts }: Look, act: string): number {
	return [...acts].reduce((sum, [key, times]) => (key.startsWith(`${act} `) ? sum + times : sum), 0);
}

/** Runs a program on a core, to its end. */
export async function withCore(core: Core, run: Run): Promise<void> {
	try {
		await run(core);
	} finally {
		await core.close();
	}
}
