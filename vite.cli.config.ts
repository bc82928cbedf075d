import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

// The CLI and its keychain process, as CommonJS: it starts faster than ESM. Native modules stay outside.
export default defineConfig({
	build: {
		ssr: true,
		outDir: 'out/cli',
		target: 'node22',
		minify: false,
		rolldownOptions: {
			input: { latchkey: 'src/cli/index.ts', 'keytar-worker': 'src/core/adapters/keychain/keytar-worker.ts' },
			external: ['better-sqlite3', 'keytar', ...builtinModules, /^node:/],
			output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
		},
	},
	ssr: { noExternal: true, external: ['better-sqlite3', 'keytar'] },
});
