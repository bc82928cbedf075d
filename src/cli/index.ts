#!/usr/bin/env node
import { systemPaths } from '../core/adapters/system/paths.ts';
import { keepCompiledCode } from './code-cache.ts';

// Nothing that this process makes is readable by others.
process.umask(0o077);

const paths = systemPaths();
keepCompiledCode(paths, process.argv[2]);

// From here on Node keeps what it compiles, so everything else comes from one import. A key stroke waits for `__complete`: it loads little.
if (process.argv[2] === '__complete')
	void import('./complete/answer.ts').then(({ answer }) => process.stdout.write(answer(process.argv.slice(3))));
else void import('./run-here.ts').then(({ runHere }) => runHere(process.argv.slice(2), paths));
