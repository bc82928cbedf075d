import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';
import { lazyExternals } from './scripts/lazy-externals.ts';
import { nativeBinaries } from './scripts/native-binaries.ts';

// The CLI and its keychain process, as CommonJS: it starts faster than ESM. Native modules stay outside.
export default defineConfig({
	plugins: [nativeBinaries(), lazyExternals()],
	build: {
		ssr: true,
		outDir: 'out/cli',
		target: 'node22',
		minify: false,
		rolldownOptions: {
			input: { latchkey: 'src/cli/index.ts', 'keytar-worker': 'src/core/adapters/keychain/keytar-worker.ts' },
			external: [...builtinModules, /^node:/],
			output: {
				format: 'cjs',
				entryFileNames: '[name].cjs',
				chunkFileNames: 'chunks/[name]-[hash].cjs',
				// Each file costs its opening: one with all that most verbs need and the list, one for who only reads the database (a completion, a
				// token that lives), and one for the keychain and its process.
				codeSplitting: {
					groups: [
						{ name: 'reads', test: /sqlite.read-names\.ts|cli.live-token\.ts|domain.data-center\.ts/, priority: 3 },
						{
							name: 'keytar',
							test: /cli.token-at-once|keytar-messages|native-binary:keytar|rolldown.runtime/,
							priority: 2,
						},
						{ name: 'start', test: /cli.(run-here|min-ttl|output.connection-words)\.ts/, priority: 1 },
					],
				},
			},
		},
	},
	ssr: { noExternal: true },
});
