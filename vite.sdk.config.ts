import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

// The token store for Zoho's SDKs and its keychain process, as CommonJS: both kinds of scripts can load it. Native modules stay outside.
export default defineConfig({
	build: {
		ssr: true,
		outDir: 'out/sdk',
		target: 'node22',
		minify: false,
		rolldownOptions: {
			input: { 'zoho-sdk': 'src/sdk/zoho-sdk.ts', 'keytar-worker': 'src/core/adapters/keychain/keytar-worker.ts' },
			external: ['better-sqlite3', 'keytar', ...builtinModules, /^node:/],
			output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
		},
	},
	ssr: { noExternal: true, external: ['better-sqlite3', 'keytar'] },
});
