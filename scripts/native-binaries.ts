import type { Plugin } from 'vite';

const virtual = '\0native-binary:';

/**
 * For a bundle: the JavaScript around the native modules goes into it, and each binary is loaded from its package by path. Loading the
 * packages' own files one by one takes longer than what they do.
 */
export function nativeBinaries(): Plugin {
	return {
		name: 'native-binaries',
		enforce: 'pre',
		resolveId(id, importer) {
			if (id === 'keytar') return `${virtual}keytar`;
			return id === './binding' && importer?.includes('/better-sqlite3/') ? `${virtual}better-sqlite3` : null;
		},
		load: (id) => (id.startsWith(virtual) ? loaders[id.slice(virtual.length)] : null),
	};
}

// `join` of a variable keeps the bundler from following these. A walk upwards, as Node's own: its resolver takes ten times as long.
const packageFolder = `
	const { existsSync } = require('node:fs');
	const { dirname, join } = require('node:path');
	const packageFolder = (name) => {
		for (let at = __dirname; at !== dirname(at); at = dirname(at)) {
			const found = join(at, 'node_modules', name);
			if (existsSync(found)) return found;
		}
		return dirname(require.resolve(name + '/package.json'));
	};
`;

const loaders: Readonly<Record<string, string>> = {
	// Its own search for the binary: it knows musl, and what a person compiled.
	'better-sqlite3': `
		${packageFolder}
		exports.getBinding = (binding) => require(join(packageFolder('better-sqlite3'), 'lib', 'binding.js')).getBinding(binding);
	`,
	// Loads at the first call: most verbs ask the keychain nothing.
	keytar: `
		${packageFolder}
		let loaded = null;
		const binary = () => {
			if (loaded) return loaded;
			const target = { exports: {} };
			process.dlopen(target, join(packageFolder('keytar'), 'prebuilds', process.platform + '-' + process.arch, 'keytar.node'));
			return (loaded = target.exports);
		};
		for (const act of ['getPassword', 'setPassword', 'deletePassword']) exports[act] = (...args) => binary()[act](...args);
	`,
};
