import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NodeHttpClient } from '../../../src/core/adapters/http/node-http-client.ts';
import { manyConnections } from './many.ts';
import { openCore, openStore } from './open-core.ts';
import { runStepping } from './run-stepping.ts';
import { seed, seeded } from './seeded.ts';

/** About four connections a kill. */
const count = 4 * Number(process.env.LATCHKEY_BULK_KILLS ?? 25);
const stepsOfOne = 14;

it(`V04: revoking ${count} connections, killed at random steps and started again, does none twice and ends (seed ${seed})`, async () => {
	const { folder, clock, aliases, vault } = await manyConnections(count);
	const chance = seeded(seed);
	/** Per alias: its status, and what the audit log says of it. */
	const look = () => {
		const store = openStore(folder);
		const audit = store.audit.all();
		const whole = store.audit.firstBreak() === null;
		const live = new Set<string>(store.vaultEntries.all().flatMap(({ ref, state }) => (state === 'live' ? [ref] : [])));
		const rows = store.connections.all().map(({ id, alias, status }) => {
			const acts = audit.filter(({ connection }) => connection === id).map(({ act }) => act);
			return { alias, status, acts };
		});
		store.close();
		return { rows, whole, orphans: vault.refs.filter((ref) => !live.has(ref)) };
	};
	const alive = (): ReadonlySet<string> => {
		const state: { grants: { id: string }[] } = JSON.parse(readFileSync(join(folder, 'crm', 'state.json'), 'utf8'));
		return new Set(state.grants.map(({ id }) => id));
	};
	const done = new Map<string, readonly string[]>();
	let kills = 0;
	for (;;) {
		const endAt = 1 + Math.floor(chance() * 8 * stepsOfOne);
		const codes = await runStepping({ folder, at: clock.at, act: 'revoke', targets: aliases, endAt });
		const { rows, whole } = look();
		expect(whole).toBe(true);
		for (const { alias, acts } of rows) if (done.has(alias)) expect(acts, alias).toEqual(done.get(alias));
		const held = alive();
		for (const { alias, status, acts } of rows.filter((row) => row.status === 'revoked')) {
			expect(held.has(alias), `${alias} is ${status} before the CRM knows`).toBe(false);
			done.set(alias, acts);
		}
		// Only what was under way is in between.
		expect(rows.filter(({ status }) => status === 'revoke_queued').length).toBeLessThanOrEqual(4);
		expect(rows.filter(({ status }) => !['connected', 'revoke_queued', 'revoked'].includes(status))).toEqual([]);
		clock.at += 1_000;
		if (codes !== null) break;
		kills++;
	}
	const core = openCore(folder, { clock, http: new NodeHttpClient('0.0.0') });
	await core.recover();
	expect(core.needsRecovery()).toBe(false);
	await core.close();
	const { rows, orphans } = look();
	expect(rows.map(({ status }) => status)).toEqual(aliases.map(() => 'revoked'));
	for (const { alias, acts } of rows)
		expect(
			acts.filter((act) => act === 'revoked'),
			alias,
		).toHaveLength(1);
	expect(alive()).toEqual(new Set());
	expect(orphans).toEqual([]);
	expect(kills).toBeGreaterThan(count / 16);
}, 600_000);
