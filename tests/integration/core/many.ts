import { onTestFinished } from 'vitest';
import { plantConnections } from './plant-connections.ts';

/** Many connections, as `plantConnections` makes them, until the test ends. */
export async function manyConnections(count: number, known = count) {
	const many = await plantConnections(count, known);
	onTestFinished(many.close);
	return many;
}
