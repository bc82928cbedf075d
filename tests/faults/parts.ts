import { cpus } from 'node:os';
import type { Figures } from '../fuzz/figures.ts';
import { callKills, syncs } from './call-kills.ts';
import { damage } from './damage.ts';
import { diskFaults, fullDisk, storageErrors } from './disk-faults.ts';
import { hangs, stepFaults, triedActs } from './keychain-faults.ts';
import { keyringFaults } from './keyring-faults.ts';
import { kills } from './kills.ts';
import { refreshes, setClocks } from './refreshes.ts';
import type { DiskMode } from './shim.ts';
import { soak } from './soak.ts';
import { type EveryNth, storageActNames } from './storage/acts.ts';
import { storageKills } from './storage/kills.ts';

/** One part of a fault run. Its figures are null where this machine cannot do it. */
export interface Part {
	readonly name: string;
	/** What a machine needs for it, where not every one has it. */
	readonly needs?: string;
	run(seed: number): Promise<Figures | null>;
}

const compiler = 'a C compiler';
const errorModes = ['EIO once', 'EIO from there on', 'ENOSPC from there on', 'short writes from there on'] as const;
const fewErrorModes = ['EIO once', 'ENOSPC from there on'] as const;

/** Both faults at calls to the disk of acts on the storage itself. */
function storageParts(what: string, killed: EveryNth, failing: EveryNth, modes: readonly DiskMode[]): readonly Part[] {
	return [
		{
			name: `S03: an error, or a full disk, at calls to the disk of ${what}`,
			needs: compiler,
			run: () => storageErrors(failing, modes),
		},
		{ name: `S02, S09: killed at calls to the disk of ${what}`, needs: compiler, run: () => storageKills(killed) },
	];
}

/** All parts: the short form for every test run, the long one for before a release. */
export function faultParts(long: boolean): readonly Part[] {
	const choose = <T>(short: T, longer: T): T => (long ? longer : short);
	return [
		{
			name: `S01: ${choose(100, 5_000)} rounds of processes that are killed at random moments`,
			run: (seed) => kills({ rounds: choose(100, 5_000), seed, vault: 'folder' }),
		},
		{
			name: `X02: a soak of ${choose(1, 30)} min with 1,000 connections`,
			run: (seed) => soak(choose(60, 1_800), seed),
		},
		{
			name: 'S03: an error, or a full disk, at every call to the disk',
			needs: compiler,
			run: () =>
				diskFaults({
					acts: choose(['refresh'], ['first start', 'start', 'back up', ...triedActs]),
					modes: long ? errorModes : fewErrorModes,
				}),
		},
		...(long
			? storageActNames.flatMap((name) => storageParts(`"${name}"`, { [name]: 1 }, { [name]: 1 }, errorModes))
			: storageParts(
					'acts on the storage',
					{ 'migrate from version 1': 1, 'change the passphrase': 20, 'move from keychain to file': 9 },
					{ 'migrate from version 1': 5, 'move from keychain to file': 9 },
					fewErrorModes,
				)),
		...(long
			? [
					{
						name: 'S02: acts on connections that are killed at every call to the disk',
						needs: compiler,
						run: () => callKills(['connect', 'reauth', 'refresh', 'revoke', 'forget']),
					},
				]
			: []),
		{ name: 'S05: a commit waits for the disk', needs: compiler, run: () => syncs(20) },
		{
			name: `S06: ${choose(100, 5_000)} times bytes of the database or its log changed or cut off`,
			run: (seed) => damage(choose(100, 5_000), seed),
		},
		{
			name: 'S04: a full disk',
			needs: 'the right to mount a tmpfs',
			run: () =>
				fullDisk(
					choose(['start', 'refresh', 'revoke'], ['start', ...triedActs]),
					choose([0, 16], [0, 4, 8, 16, 32, 64]),
				),
		},
		{
			name: 'K02, K07: kills, a killed daemon and a locked keyring on the real gnome-keyring',
			needs: 'gnome-keyring and dbus',
			run: (seed) =>
				keyringFaults({ rounds: choose(5, 500), daemonKills: choose(20, 500), locks: choose(5, 100), seed }),
		},
		{ name: 'K03: a keychain that hangs at every call', run: () => hangs(choose(['reauth', 'refresh'], triedActs)) },
		{ name: 'K02, S02: a keychain or a database that fails at every step', run: () => stepFaults() },
		{
			name: `R01, R04: ${choose(200, 5_000)} refreshes by three processes whose clock is set back and forth`,
			run: (seed) => refreshes(choose(200, 5_000), seed),
		},
		{
			name: `R04: the computer's clock set ${choose(50, 500)} times, by up to three days, under three processes that ask for a token`,
			needs: 'libfaketime',
			run: (seed) => setClocks(choose(50, 500), seed),
		},
	];
}

/** How many parts run side by side. */
export const lanes = Math.min(2, cpus().length);
