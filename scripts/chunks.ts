import { join } from 'node:path';

/** As rolldown hands it to the name of a group. */
interface Graph {
	getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * Names the chunk of a module: the first one of which a root reaches it by static imports. What the entry reaches stays in the entry's file,
 * and what nothing reaches is left to the bundler. `roots`: by the chunk's name, as paths in the project.
 */
export function chunkNames(root: string, entry: string, roots: Readonly<Record<string, readonly string[]>>) {
	const chunks = [[null, [entry]], ...Object.entries(roots)] as const;
	const known = new Map<string, ReadonlySet<string>>();
	const reachedFrom = (path: string, graph: Graph): ReadonlySet<string> => {
		const found = known.get(path) ?? reach(join(root, path), graph);
		known.set(path, found);
		return found;
	};
	return (id: string, graph: Graph): string | null =>
		chunks.find(([, paths]) => paths.some((path) => reachedFrom(path, graph).has(id)))?.[0] ?? null;
}

function reach(from: string, graph: Graph): ReadonlySet<string> {
	const seen = new Set([from]);
	// A set gives what is added to it on the way, too.
	for (const id of seen) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) seen.add(next);
	return seen;
}
