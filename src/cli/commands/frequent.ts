import type { Command } from '../command.ts';
import { list } from './list.ts';

/**
 * The verbs that scripts call by the hundred come alone, for all the others together take longer to load than these to run. The list's code
 * comes with the start: it is small, and a file of its own costs its opening.
 */
const frequent: Readonly<Record<string, () => Promise<Command>>> = {
	token: async () => (await import('./token.ts')).token,
	exec: async () => (await import('./exec.ts')).exec,
	list: async () => list,
	show: async () => (await import('./show.ts')).show,
};

/** The commands among which the typed one is found. */
export async function commandsFor([verb = '']: readonly string[]): Promise<readonly Command[]> {
	if (verb === '--version' || verb === '-v') return [];
	const load = Object.hasOwn(frequent, verb) ? frequent[verb] : undefined;
	return load ? [await load()] : (await import('./index.ts')).commands;
}
