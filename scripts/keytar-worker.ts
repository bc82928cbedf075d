import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { nativeBinaries } from './native-binaries.ts';

/**
 * The keychain's process, built beside the CLI into a file that shares nothing with it: what both use would be one more file to open at
 * every start.
 */
export function keytarWorker(): Plugin {
	let outDir = '';
	return {
		name: 'keytar-worker',
		configResolved: ({ root, build }) => {
			outDir = resolve(root, build.outDir);
		},
		async closeBundle() {
			await build({
				configFile: false,
				logLevel: 'warn',
				plugins: [nativeBinaries()],
				build: {
					ssr: true,
					outDir,
					emptyOutDir: false,
					target: 'node22',
					minify: false,
					rolldownOptions: {
						input: { 'keytar-worker': 'src/core/adapters/keychain/keytar-worker.ts' },
						external: [...builtinModules, /^node:/],
						output: { format: 'cjs', entryFileNames: '[name].cjs' },
					},
				},
				ssr: { noExternal: true },
			});
		},
	};
}
