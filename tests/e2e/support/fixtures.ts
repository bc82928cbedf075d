import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { PracticeCrm } from '../../../src/practice/start-practice.ts';
import { Cli } from './cli.ts';
import { startLab } from './lab.ts';
import { RunningApp } from './running-app.ts';

export { expect };

interface Fixtures {
	/** The data folder of this test alone. */
	readonly home: string;
	readonly cli: Cli;
	/** A CRM of the test process; `addLab` makes it known. */
	readonly lab: PracticeCrm;
	/** Starts the app; every one is closed after the test, and none may have complained. */
	readonly launch: (env?: Readonly<Record<string, string>>) => Promise<RunningApp>;
}

export const test = base.extend<Fixtures>({
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
	home: async ({}, use) => {
		const folder = mkdtempSync(join(tmpdir(), 'latchkey-e2e-'));
		await use(join(folder, 'home'));
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	},
	cli: async ({ home }, use) => use(new Cli(home)),
	// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
	lab: async ({}, use) => {
		const crm = await startLab();
		await use(crm);
		await crm.close();
	},
	launch: async ({ home }, use) => {
		const all: RunningApp[] = [];
		await use(async (env = {}) => {
			const running = await RunningApp.start(home, env);
			all.push(running);
			return running;
		});
		for (const running of all) await running.close();
		expect(
			all.flatMap(({ complaints }) => complaints),
			'no page complained of an error or a refused resource',
		).toEqual([]);
	},
});
