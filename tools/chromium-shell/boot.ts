// The program behind electron.sh: gives `electron` its stand-in, then runs the app's main bundle.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { run } from './run.ts';

process.argv = run.argv;
Object.defineProperty(process, 'type', { value: 'browser', enumerable: true });

// One hook serves `import`, `require` and the `require('electron')` that Playwright evaluates through the inspector.
const standIn = new URL('./electron-module.ts', import.meta.url).href;
registerHooks({
	resolve: (specifier, context, next) =>
		/^electron(\/(main|common))?$/.test(specifier)
			? { url: standIn, format: 'module-typescript', shortCircuit: true }
			: next(specifier, context),
});

await import(pathToFileURL(run.mainFile).href);
