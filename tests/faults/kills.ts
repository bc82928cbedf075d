import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Figures } from '../fuzz/figures.ts';
import { seeded } from '../integration/core/seeded.ts';
import { quickStart } from '../support/quick-start.ts';
import { howItEnded } from './child.ts';
import { Lab, type VaultKind } from './lab.ts';
import { type Look, look } from './look.ts';
import { rowsIn, withCore } from './trial.ts';
import type { WorkerOrders, WorkerSays } from './worker.ts';

/** How a run of kills is drawn. */
export interface KillWish {
	readonly rounds: number;
	readonly seed: number;
	readonly vault: VaultKind;
}

/** After how many of its lines a process is killed at most: each is the beginning of an act, an entry, or the end. */
const longestLife = 14;
/** Within how long after that line: about as long as an act takes. */
const amidMs = 60;

/** What a process may answer because another one was quicker. */
const fair = new Set([
	'CONNECTION_UNKNOWN',
	'CONNECTION_REVOKED',
	'REVOKE_QUEUED',
	'WRONG_ORG',
	'PORT_BUSY',
	'LIMITED',
	'ALIAS_TAKEN',
]);
/** And on a real keychain, which a busy machine may keep from answering in time. */
const fairlyLate = new Set(['KEYCHAIN_UNAVAILABLE', 'SIGN_IN_UNFINISHED']);

/** Runs rounds of two or three processes that are killed at random moments; after each all promises are checked. */
export async function kills({ rounds, seed, vault }: KillWish): Promise<Figures> {
	const figures = new Figures();
	const chance = seeded(seed);
	for (const name of ['rounds', 'kills', 'lost', 'torn', 'orphan', 'unreported']) figures.count(name, 0);
	let lab = await Lab.open({ vault });
	let before = await look(lab);
	try {
		for (let round = 0; round < rounds; round++) {
			if (lab.isCrowded) {
				await lab.close();
				lab = await Lab.open({ vault });
				before = await look(lab);
			}
			before = await oneRound(lab, before, chance, figures, `round ${round}`);
			// Access tokens end, and Zoho's limits begin anew.
			lab.aheadMs += 61 * 60_000;
		}
		figures.count('lock files of ended processes', countLeases(lab));
	} finally {
		await lab.close();
	}
	return figures;
}

async function oneRound(lab: Lab, before: Look, chance: () => number, figures: Figures, name: string): Promise<Look> {
	const workers = Array.from({ length: 2 + Math.floor(chance() * 2) }, () =>
		start(lab, Math.floor(chance() * 2 ** 31)),
	);
	const survives = chance() < 0.25;
	await Promise.all(
		workers.map(async (worker, n) => {
			const lines = 1 + Math.floor(chance() * longestLife);
			const amid = chance() * amidMs;
			await worker.hasSaid(lines);
			await sleep(amid);
			if (survives && n === 0) return;
			worker.child.kill('SIGKILL');
			await worker.ended;
		}),
	);
	// One that lives goes on while the others' remains are cleared.
	if (survives) {
		await recover(lab);
		if (chance() < 0.5) workers[0]?.child.kill('SIGKILL');
		else workers[0]?.child.stdin.end('stop');
		await workers[0]?.ended;
	}
	await lab.settled();
	await recover(lab);
	const once = await look(lab);
	await recover(lab);
	const twice = await look(lab);

	figures.count('rounds');
	const said = workers.flatMap((worker) => worker.said);
	for (const worker of workers) {
		if (worker.child.signalCode === 'SIGKILL') figures.count('kills');
	}
	for (const { breach, what } of once.broken) {
		figures.count(breach);
		figures.fail(`${name}: ${breach}`, what);
	}
	figures.expect(once.fingerprint === twice.fingerprint, `${name}: a second recovery changed something`);
	checkAcknowledged(lab, said, before, once, figures, name);
	const rows = (act: string) => rowsIn(once, act) - rowsIn(before, act);
	const reported = rows('sign-in outcome unknown') + rows('forgotten without revoking');
	if (once.unheld - before.unheld > reported) {
		figures.count('unreported');
		const acts = said.filter((line) => line.says !== 'wrote');
		figures.fail(`${name}: unreported`, { unheld: once.unheld - before.unheld, reported, acts: acts.slice(-12) });
	}
	figures.count('sign-ins reported as "outcome unknown"', rows('sign-in outcome unknown'));
	return once;
}

/** What a process was told is done is written down. */
function checkAcknowledged(
	lab: Lab,
	said: readonly WorkerSays[],
	before: Look,
	after: Look,
	figures: Figures,
	name: string,
): void {
	const noted: Readonly<Record<string, readonly string[]>> = {
		connect: ['connected'],
		reauth: ['re-authenticated'],
		revoke: ['revoked'],
		forget: ['forgotten', 'forgotten without revoking'],
	};
	const done = new Map<string, number>();
	for (const line of said) {
		if (line.says === 'failed') {
			figures.count(`answered ${line.code}`);
			const isFair = fair.has(line.code) || (lab.vault === 'keychain' && fairlyLate.has(line.code));
			if (!isFair) figures.fail(`${name}: ${line.act} answered ${line.code}`, line.message);
		}
		if (line.says !== 'done') continue;
		figures.count(`done: ${line.act}`);
		const ends = after.expiries.get(line.id);
		if (line.act === 'refresh' && ends !== undefined && ends < line.expiresAt - 1_500)
			figures.fail(`${name}: lost`, `an acknowledged refresh of ${line.id}`);
		if (line.act in noted) done.set(`${line.act} ${line.id}`, (done.get(`${line.act} ${line.id}`) ?? 0) + 1);
	}
	for (const [key, times] of done) {
		const [act = '', id = ''] = key.split(' ');
		const rows = (look: Look) => (noted[act] ?? []).reduce((sum, one) => sum + (look.acts.get(`${one} ${id}`) ?? 0), 0);
		if (rows(after) - rows(before) >= times) continue;
		figures.count('lost');
		figures.fail(`${name}: lost`, `an acknowledged ${act} of ${id}`);
	}
}

function recover(lab: Lab): Promise<void> {
	return withCore(lab.core(), (core) => core.recover());
}

function countLeases({ folder }: Lab): number {
	return readdirSync(join(folder, 'data', 'locks')).filter((name) => name.startsWith('process-')).length;
}

interface Worker {
	readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
	readonly said: WorkerSays[];
	/** Resolves once it has said so many lines, or has ended. */
	hasSaid(lines: number): Promise<void>;
	readonly ended: Promise<void>;
}

function start(lab: Lab, seed: number): Worker {
	const { folder, vault, aheadMs, apiClients } = lab;
	const orders: WorkerOrders = { folder, vault, aheadMs, seed, apiClients: apiClients.map(({ name }) => name) };
	const child = spawn(process.execPath, [join(import.meta.dirname, 'worker.ts'), JSON.stringify(orders)], {
		stdio: ['pipe', 'pipe', 'pipe'],
		env: { ...process.env, ...quickStart },
	});
	const said: WorkerSays[] = [];
	const waiting: { readonly lines: number; readonly go: () => void }[] = [];
	let isOver = false;
	const tell = () => {
		for (const { lines, go } of waiting) if (isOver || said.length >= lines) go();
	};
	let rest = '';
	let errors = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		const lines = (rest + text).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) {
			const says: WorkerSays = JSON.parse(line);
			said.push(says);
			if (says.says === 'wrote') lab.written.add(says.ref);
		}
		tell();
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		errors += text;
	});
	child.stdin.on('error', () => undefined);
	const ended = new Promise<void>((resolve) => {
		child.on('close', (code, signal) => {
			if (signal !== 'SIGKILL' && code !== 0)
				said.push({ says: 'failed', act: 'refresh', code: 'DIED', message: howItEnded({ code, signal, errors }) });
			isOver = true;
			tell();
			resolve();
		});
	});
	const hasSaid = (lines: number) =>
		new Promise<void>((go) => {
			waiting.push({ lines, go });
			tell();
		});
	return { child, said, hasSaid, ended };
}
