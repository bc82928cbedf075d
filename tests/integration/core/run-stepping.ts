import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { quickStart } from '../../support/quick-start.ts';
import type { StepOrders } from './stepping.ts';

/** Runs a stepping process; null where it ended at the step it was told, else the error codes of its targets. Rejects on any other end. */
export function runStepping(orders: StepOrders): Promise<readonly string[] | null> {
	const program = join(import.meta.dirname, 'stepping.ts');
	const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
		env: { ...process.env, ...quickStart },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	let errors = '';
	child.stdout.on('data', (data) => (output += data));
	child.stderr.on('data', (data) => (errors += data));
	return new Promise((resolve, reject) => {
		child.on('close', (code, signal) => {
			if (signal === 'SIGKILL') resolve(null);
			else if (code === 0) resolve(JSON.parse(output));
			else reject(new Error(errors));
		});
	});
}
