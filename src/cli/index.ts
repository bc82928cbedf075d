import { join } from 'node:path';
import { version } from '../../package.json';
import { forkKeytar } from '../core/adapters/keychain/fork-keytar.ts';
import { localAdapters } from '../core/adapters/local-adapters.ts';
import { systemPaths } from '../core/adapters/system/paths.ts';
import { createCore } from '../core/create-core.ts';
import { run } from './run.ts';

// Nothing that this process makes is readable by others.
process.umask(0o077);

const worker = join(__dirname, 'keytar-worker.cjs');

const openCore = () => createCore(localAdapters(systemPaths(), version, () => forkKeytar(worker)));

// Not process.exit: what is on its way to a pipe would be lost.
void run(process.argv.slice(2), version, openCore).then((code) => {
	process.exitCode = code;
});
