// Forks a utility process that shares its output, says when it is up, and waits: the test kills it to see the child follow.
import { fileURLToPath } from 'node:url';
import { utilityProcess } from '../../../tools/chromium-shell/utility-process.ts';

utilityProcess.fork(fileURLToPath(new URL('./fixture-app/echo-child.cjs', import.meta.url)));
