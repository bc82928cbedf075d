import type { ConnectionView, Snapshot } from '../../shared/views.ts';

/**
 * The new snapshot, with the objects of the old one wherever nothing changed: what did not change is not drawn again. Its connections are
 * kept by the list (known-list.ts).
 */
export function keepSame(before: Snapshot | null, after: Snapshot): Snapshot {
	if (before === null) return after;
	const kept: Snapshot = {
		...after,
		dataCenters: same(before.dataCenters, after.dataCenters),
		apiClients: same(before.apiClients, after.apiClients),
		signIns: same(before.signIns, after.signIns),
		keychain: same(before.keychain, after.keychain),
		settings: same(before.settings, after.settings),
		bulks: same(before.bulks, after.bulks),
	};
	const names = Object.keys(kept) as (keyof Snapshot)[];
	return names.every((name) => kept[name] === before[name]) ? before : kept;
}

/** The new list, with the objects of the old one. */
export function sameConnections(
	before: readonly ConnectionView[],
	after: readonly ConnectionView[],
): readonly ConnectionView[] {
	const known = new Map(before.map((each) => [each.id, each]));
	const kept = after.map((each) => same(known.get(each.id), each));
	return kept.length === before.length && kept.every((each, place) => each === before[place]) ? before : kept;
}

/** The old value where the new one says the same. */
export const same = <T>(before: T | undefined, after: T): T =>
	before !== undefined && equal(before, after) ? before : after;

/** Whether two values of the contract are the same; they are plain data. */
function equal(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	const [of, to] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
	const names = Object.keys(of);
	return names.length === Object.keys(to).length && names.every((name) => equal(of[name], to[name]));
}
