import { join } from 'node:path';
import { expect } from 'vitest';
import type { Cli, RunOptions } from './cli-harness.ts';
import { inStore, type Lab } from './lab.ts';

/** A line of an examination, as --json gives it. */
export interface Line {
	readonly check: string;
	readonly level: 'ok' | 'warn' | 'fail';
	readonly message: string;
	readonly fix: string | null;
}

/** What the machine that runs the tests may say of its own does not belong to the case. */
export const plain = {
	NODE_EXTRA_CA_CERTS: '',
	HTTPS_PROXY: '',
	https_proxy: '',
	NODE_TLS_REJECT_UNAUTHORIZED: undefined,
};

/** An environment without a keychain. */
export const noBus = { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: undefined };

/** The lines of an examination that are not ok; the exit code must fit them. */
export async function troubles(
	cli: Cli,
	env: RunOptions['env'] = {},
	args: readonly string[] = [],
): Promise<readonly Line[]> {
	const ran = await cli.run(['doctor', ...args, '--json'], { env: { ...plain, ...env } });
	const { data, error } = JSON.parse(ran.stdout);
	expect(error).toBeNull();
	const lines: readonly Line[] = data.findings;
	expect(ran.code).toBe(lines.some(({ level }) => level === 'fail') ? 1 : 0);
	for (const { level, fix } of lines) expect(fix === null).toBe(level === 'ok');
	return lines.filter(({ level }) => level !== 'ok');
}

/** Level and check of each line. */
export const brief = (lines: readonly Line[]) => lines.map(({ check, level }) => `${level} ${check}`);

/** Where the database lies. */
export const database = (cli: Cli) => join(cli.home, 'latchkey.db');

/** Leads the lab's data center, and the connections there, to other hosts. */
export function lead({ cli }: Lab, url: string): void {
	inStore(cli, (store) => {
		store.prepare("UPDATE data_center SET accounts_url = ? WHERE id = 'lab'").run(url);
		store.prepare("UPDATE connection SET api_domain = ? WHERE data_center = 'lab'").run(url);
	});
}
