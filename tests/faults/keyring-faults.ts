import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figures } from '../fuzz/figures.ts';
import { figuresOf } from './child.ts';
import type { KeyringOrders } from './keyring-program.ts';

/** Kills of the product and of the keyring's daemon on a real gnome-keyring. Null where there is none. */
export async function keyringFaults(wish: Omit<KeyringOrders, 'report'>): Promise<Figures | null> {
	const needs = ['gnome-keyring-daemon', 'dbus-run-session', 'dbus-send'];
	if (needs.some((name) => spawnSync(name, ['--version']).error)) return null;
	const folder = mkdtempSync(join(tmpdir(), 'latchkey-keyring-'));
	try {
		const report = join(folder, 'report.json');
		const orders: KeyringOrders = { ...wish, report };
		const session = join(import.meta.dirname, '../support/with-keyring.sh');
		const program = join(import.meta.dirname, 'keyring-program.ts');
		return await figuresOf([session, process.execPath, program, JSON.stringify(orders)], report);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
