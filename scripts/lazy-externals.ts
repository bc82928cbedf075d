import type { Plugin } from 'vite';

/**
 * A bundle's modules of Node and of packages load at their first use instead of all at the start: half of a command's time would go into
 * modules that it never uses. For CommonJS chunks as rolldown writes them; a chunk that it writes otherwise fails the build.
 */
export function lazyExternals(): Plugin {
	return {
		name: 'lazy-externals',
		renderChunk: {
			order: 'post',
			handler(code) {
				const names = new Set<string>();
				const lazy = code
					.replace(/^let (\w+) = require\("([^".][^"]*)"\);$/gm, (_, name: string, id: string) => {
						names.add(name);
						return `let ${name} = lazily(() => require(${JSON.stringify(id)}));`;
					})
					// The default export of such a module is the module; lazily() says so itself.
					.replace(/^(\w+) = \w+\.__toESM\(\1, 1\);\n/gm, (line, name: string) => (names.has(name) ? '' : line));
				if (names.size === 0) return null;
				// What stands further in is a package's own, and loads when that does.
				const [left] = /^\w.*[^> ] *require\("[^".][^"]*"\)/m.exec(lazy) ?? [];
				if (left) this.error(`loaded at the start: ${left}`);
				return { code: lazy.replace(/^(#!.*\n)?/, (first) => `${first}${helper}`), map: null };
			},
		},
	};
}

const helper = `const lazily = (load) => {
	let loaded;
	return new Proxy({}, { get: (_, key) => (loaded ??= load(), key === "default" ? loaded : loaded[key]) });
};
`;
