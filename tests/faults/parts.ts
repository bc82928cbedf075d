import { cpus } from 'node:os';
import type { Figures } from '../fuzz/figures.ts';
import { callKills, passphraseKills, syncs } from './call-kills.ts';
import { damage } from './damage.ts';
import { diskFaults, fullDisk } from './disk-faults.ts';
import { hangs, stepFaults, triedActs } from './keychain-faults.ts';
import { keyringFaults } from './keyring-faults.ts';
import { kills } from './kills.ts';
import { refreshes, setClocks } from './refreshes.ts';
import { soak } from './soak.ts';

/** One part of a fault run. Its figures are null where this machine cannot do it. */
export interface Part {
	readonly name: string;
	/** What a machine needs for it, where not every one has it. */
	readonly needs?: string;
	run(seed: number): Promise<Figures | null>;
}

const compiler = 'a C compiler';

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
					modes: choose(
						['EIO once', 'ENOSPC from there on'],
						['EIO once', 'EIO from there on', 'ENOSPC from there on', 'short writes from there on'],
					),
				}),
		},
		{
			name: 'S09: a migration that is killed at every call to the disk',
			needs: compiler,
			run: () =>
				callKills(choose([], ['connect', 'reauth', 'refresh', 'revoke', 'forget']), choose([1], [0, 1, 2, 3, 4, 5])),
		},
		{
			name: "S02: a change of the vault's passphrase that is killed at calls to the disk",
			needs: compiler,
			run: () => passphraseKills(choose(20, 1)),
		},
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
