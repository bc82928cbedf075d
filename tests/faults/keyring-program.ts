import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../../src/core/create-core.ts';
import { AppError } from '../../src/core/domain/app-error.ts';
import { Figures } from '../fuzz/figures.ts';
import { seeded } from '../integration/core/seeded.ts';
import { type ActName, type ActOn, act } from './acts.ts';
import { killDaemon, lockKeyring, startDaemon } from './keyring-daemon.ts';
import { kills } from './kills.ts';
import { Lab, telling, vaultOf } from './lab.ts';
import { type Look, look } from './look.ts';
import { patiently } from './patience.ts';
import { rowsIn, withCore } from './trial.ts';

/** What the process in a session of its own is told. */
export interface KeyringOrders {
	readonly rounds: number;
	readonly daemonKills: number;
	readonly locks: number;
	readonly seed: number;
	readonly report: string;
}

// Runs under tests/support/with-keyring.sh: the daemon it kills and locks is that of its own session.
const { rounds, daemonKills, locks, seed, report }: KeyringOrders = JSON.parse(process.argv[2] ?? '');
const figures = new Figures();
const chance = seeded(seed);

const answers = new Set(['KEYCHAIN_LOCKED', 'KEYCHAIN_UNAVAILABLE', 'SIGN_IN_UNFINISHED', 'REVOKE_QUEUED']);
let serial = 0;

/** The keyring goes away while an act writes to it; once it is back, nothing may be lost or torn. */
async function trouble(lab: Lab, before: Look, name: string, goAway: () => Promise<void>): Promise<Look> {
	const on = { alias: 'acme', apiClient: 'Client 0', org: 'acme' };
	const doing: ActName = chance() < 0.5 ? 'reauth' : 'connect';
	lab.aheadMs += 61 * 60_000;
	let writes = 1 + Math.floor(chance() * 2);
	const writing = Promise.withResolvers<void>();
	const vault = telling(vaultOf('keychain', lab.folder), (ref) => {
		lab.written.add(ref);
		if (--writes === 0) writing.resolve();
	});
	await withCore(lab.core({ vault }), async (core) => {
		// The keychain's process is there already, as in an app that runs.
		await core.keychain.probe();
		const acting = act(core, doing, doing === 'connect' ? { ...on, alias: `k-${serial++}` } : on).then(
			() => 'done',
			(error: unknown) => (error instanceof AppError ? error.code : `no AppError: ${String(error)}`),
		);
		await Promise.race([writing.promise, acting]);
		await sleep(chance() * 15);
		await goAway();
		const answer = await acting;
		figures.count(`${name}: answered ${answer}`);
		figures.expect(answer === 'done' || answers.has(answer), `${name} during ${doing}`, answer);
	});
	await killDaemon();
	await startDaemon();
	for (const _ of [1, 2]) await withCore(lab.core(), (core) => core.recover());
	const after = await look(lab);
	for (const { breach, what } of after.broken) {
		figures.count(breach);
		figures.fail(`${name} during ${doing}: ${breach}`, what);
	}
	const reported = rowsIn(after, 'sign-in outcome unknown') - rowsIn(before, 'sign-in outcome unknown');
	figures.expect(after.unheld - before.unheld <= reported, `${name} during ${doing}: unreported`, after.unheld);
	figures.count(name);
	return after;
}

/** Where the keychain was late for a sign-in, recovery may have finished it. */
async function connectOnce(core: Core, on: ActOn): Promise<void> {
	await core.recover();
	if (!core.connections.list().some(({ alias }) => alias === on.alias)) await act(core, 'connect', on);
}

async function troubles(): Promise<void> {
	for (const breach of ['lost', 'torn', 'orphan']) figures.count(breach, 0);
	let lab: Lab | null = null;
	let before: Look | null = null;
	for (let n = 0; n < daemonKills + locks; n++) {
		if (lab?.isCrowded) {
			await lab.close();
			lab = null;
		}
		if (!lab || !before) {
			lab = await Lab.open({ vault: 'keychain', apiClients: 1 });
			const on = { alias: 'acme', apiClient: 'Client 0', org: 'acme' };
			await withCore(lab.core(), (core) => patiently(() => connectOnce(core, on)));
			before = await look(lab);
		}
		const isKill = n < daemonKills;
		const goAway = isKill ? killDaemon : async () => lockKeyring();
		before = await trouble(lab, before, isKill ? 'daemon killed' : 'keyring locked', goAway);
	}
	await lab?.close();
}

figures.add((await kills({ rounds, seed, vault: 'keychain' })).report());
await troubles();
await killDaemon();
writeFileSync(report, JSON.stringify(figures.report()));
process.exit(0);
