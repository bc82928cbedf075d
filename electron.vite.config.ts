import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// CommonJS throughout: a sandboxed preload cannot be ESM, and main starts faster so. The CLI has a config of its own (vite.cli.config.ts).
export default defineConfig({
	main: {
		build: {
			rolldownOptions: {
				input: { index: 'src/main/index.ts', 'keytar-worker': 'src/core/adapters/keychain/keytar-worker.ts' },
				output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
			},
		},
	},
	preload: {
		build: {
			rolldownOptions: { input: 'src/preload/index.ts', output: { format: 'cjs', entryFileNames: '[name].cjs' } },
		},
	},
	renderer: {
		root: 'src/renderer',
		plugins: [react()],
		build: {
			minify: true,
			chunkSizeWarningLimit: 700,
			rolldownOptions: {
				input: 'src/renderer/index.html',
				// What changes seldom lies apart from what is ours.
				output: { codeSplitting: { groups: [{ name: 'vendor', test: /node_modules/ }] } },
			},
		},
	},
});
