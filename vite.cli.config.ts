import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';
import { chunkNames } from './scripts/chunks.ts';
import { keytarWorker } from './scripts/keytar-worker.ts';
import { lazyExternals } from './scripts/lazy-externals.ts';
import { nativeBinaries } from './scripts/native-binaries.ts';

// The CLI and its keychain process, as CommonJS: it starts faster than ESM. Native modules stay outside.
export default defineConfig({
	plugins: [nativeBinaries(), lazyExternals(), keytarWorker()],
	build: {
		ssr: true,
		outDir: 'out/cli',
		target: 'node22',
		minify: false,
		rolldownOptions: {
			input: { latchkey: 'src/cli/index.ts' },
			external: [...builtinModules, /^node:/],
			output: {
				format: 'cjs',
				entryFileNames: '[name].cjs',
				chunkFileNames: 'chunks/[name]-[hash].cjs',
				// Each file costs its opening: the entry, which also asks the keychain; one for who only reads the database (a completion, a token
				// that lives); one with what all verbs share, and the list; and one with the core.
				codeSplitting: {
					includeDependenciesRecursively: false,
					groups: [
						{
							debugName: 'chunks',
							name: chunkNames(import.meta.dirname, 'src/cli/index.ts', {
								reads: ['src/core/adapters/sqlite/read-names.ts', 'src/cli/live-token.ts'],
								start: ['src/cli/run-here.ts'],
								core: ['src/cli/machine.ts'],
							}),
						},
					],
				},
			},
		},
	},
	ssr: { noExternal: true },
});
