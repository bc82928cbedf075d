import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Figures } from '../fuzz/figures.ts';
import { seeded } from '../integration/core/seeded.ts';
import { act } from './acts.ts';
import { Lab } from './lab.ts';
import { look } from './look.ts';
import { withCore } from './trial.ts';

const hour = 60 * 60_000;

/** Three processes ask for the same token at once, again and again, while their clock is set back and forth by up to three days. */
export async function refreshes(times: number, seed: number): Promise<Figures> {
	const figures = new Figures();
	const chance = seeded(seed);
	const lab = await Lab.open({ apiClients: 1 });
	await withCore(lab.core(), (core) => act(core, 'connect', { alias: 'acme', apiClient: 'Client 0', org: 'acme' }));
	const askers = await Promise.all(Array.from({ length: 3 }, () => startAsker(lab.folder)));
	// The steps lie hours apart by the CRM's clock.
	const callsSince = (time: number) =>
		lab.crm.requests.filter(({ grantType, at }) => grantType === 'refresh_token' && at >= time).length;
	for (let n = 0; n < times; n++) {
		lab.aheadMs += 2 * hour;
		const wrongBy = Math.round((chance() * 2 - 1) * ([10_000, 8 * hour, 72 * hour][n % 3] ?? 0));
		const began = lab.now();
		const answers = await Promise.all(askers.map((asker) => asker.ask(`${lab.aheadMs + wrongBy} acme`)));
		const made = callsSince(began);
		const isToken = answers.every((answer) => answer.startsWith('1000.'));
		figures.expect(isToken && new Set(answers).size === 1, `refresh ${n}, clock wrong by ${wrongBy} ms`, answers);
		figures.expect(made <= 1, `refresh ${n}: token calls`, made);
		figures.count('times that three processes asked at once');
		figures.count('token calls', made);
	}
	await Promise.all(askers.map((asker) => asker.end()));
	for (const { breach, what } of (await look(lab)).broken) figures.fail(`refreshes: ${breach}`, what);
	await lab.close();
	return figures;
}

/** R04: the same on the computer's own clock, which libfaketime sets for the running processes. Null where that is not installed. */
export async function setClocks(times: number, seed: number): Promise<Figures | null> {
	const library = fakeTimeLibrary();
	if (library === null) return null;
	const figures = new Figures();
	const chance = seeded(seed);
	const lab = await Lab.open({ apiClients: 1 });
	await withCore(lab.core(), (core) => act(core, 'connect', { alias: 'acme', apiClient: 'Client 0', org: 'acme' }));
	const clock = join(lab.folder, 'clock');
	writeFileSync(clock, '+0');
	const env = { LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_NO_CACHE: '1', DONT_FAKE_MONOTONIC: '1' };
	const askers = await Promise.all(Array.from({ length: 3 }, () => startAsker(lab.folder, env)));
	const jumps = ['+3d', '-3d', '+8h', '-8h', '+0', '+10', '-10'];
	for (let n = 0; n < times; n++) {
		lab.aheadMs += 2 * hour;
		const jump = jumps[n < jumps.length ? n : Math.floor(chance() * jumps.length)] ?? '+0';
		const began = lab.now();
		// Every other time two of them ask already: then one more refresh is fair, for the token of before the jump may be over after it.
		const during = n % 2 === 1;
		if (!during) writeFileSync(clock, jump);
		const asked = askers.slice(1).map((asker) => asker.ask(`${lab.aheadMs} acme`));
		if (during) writeFileSync(clock, jump);
		const answers = await Promise.all([...asked, askers[0]?.ask(`${lab.aheadMs} acme`)]);
		const made = lab.crm.requests.filter(({ grantType, at }) => grantType === 'refresh_token' && at >= began).length;
		const isToken = answers.every((answer) => answer?.startsWith('1000.'));
		figures.expect(isToken, `clock set to ${jump}, time ${n}`, answers);
		figures.expect(made <= (during ? 2 : 1), `clock set to ${jump}, time ${n}: token calls`, made);
		figures.count(`times that the clock was set ${during ? 'while' : 'before'} three processes asked`);
		figures.count('token calls', made);
	}
	await Promise.all(askers.map((asker) => asker.end()));
	for (const { breach, what } of (await look(lab)).broken) figures.fail(`clock: ${breach}`, what);
	await lab.close();
	return figures;
}

function fakeTimeLibrary(): string | null {
	const folders = existsSync('/usr/lib')
		? readdirSync('/usr/lib').map((name) => join('/usr/lib', name, 'faketime'))
		: [];
	return folders.map((folder) => join(folder, 'libfaketimeMT.so.1')).find((path) => existsSync(path)) ?? null;
}

async function startAsker(folder: string, env: NodeJS.ProcessEnv = {}) {
	const child = spawn(process.execPath, [join(import.meta.dirname, 'asker-program.ts'), folder], {
		stdio: ['pipe', 'pipe', 'inherit'],
		env: { ...process.env, ...env },
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const next = async () => String((await lines.next()).value);
	await next();
	return {
		ask: (line: string) => {
			child.stdin.write(`${line}\n`);
			return next();
		},
		end: () =>
			new Promise((resolve) => {
				child.on('close', resolve);
				child.stdin.end();
			}),
	};
}
