import { type ChildProcess, fork, type StdioOptions } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { strict, strictClass } from './strict.ts';

type Output = 'pipe' | 'inherit' | 'ignore';

interface ForkOptions {
	serviceName?: string;
	stdio?: Output | ['ignore', Output, Output];
	env?: NodeJS.ProcessEnv;
	execArgv?: string[];
	cwd?: string;
}

const BOOTSTRAP = fileURLToPath(new URL('./utility-bootstrap.ts', import.meta.url));

function stdioOf(stdio: ForkOptions['stdio'] = 'inherit'): StdioOptions {
	const [, output, errors] = Array.isArray(stdio) ? stdio : [null, stdio, stdio];
	return ['ignore', output, errors, 'ipc'];
}

/** `electron.UtilityProcess`: a Node process whose IPC channel plays the parent port. */
export class UtilityProcess extends EventEmitter {
	readonly #child: ChildProcess;
	#running = true;

	constructor(modulePath: string, values: string[], options: ForkOptions) {
		super();
		this.#child = fork(BOOTSTRAP, [modulePath, ...values], {
			// Without this the child would inherit --inspect.
			execArgv: options.execArgv ?? [],
			env: options.env ?? process.env,
			stdio: stdioOf(options.stdio),
			serialization: 'advanced',
			...(options.cwd !== undefined && { cwd: options.cwd }),
		});
		this.#child.once('spawn', () => this.emit('spawn'));
		this.#child.on('message', (message: { value?: unknown }) => this.emit('message', message.value));
		this.#child.on('error', (error) => {
			// A program that cannot start never exits; it does for Electron's listeners.
			if (this.#child.pid === undefined) this.#ended(1);
			else console.error(error);
		});
		// `close` and not `exit`: by then all that the child wrote and sent is here.
		this.#child.once('close', (code, signal) => this.#ended(code ?? (signal ? constants.signals[signal] : 1)));
	}

	#ended(code: number): void {
		if (!this.#running) return;
		this.#running = false;
		this.emit('exit', code);
	}

	get pid(): number | undefined {
		return this.#running ? this.#child.pid : undefined;
	}

	get stdout(): Readable | null {
		return this.#child.stdout;
	}

	get stderr(): Readable | null {
		return this.#child.stderr;
	}

	postMessage(value: unknown): void {
		if (!this.#running || !this.#child.connected) return;
		try {
			// Wrapped: Node's channel does not take every value by itself.
			this.#child.send({ value }, (error) => {
				if (error) this.#child.emit('error', error);
			});
		} catch {
			throw new Error('An object could not be cloned.');
		}
	}

	kill(): boolean {
		return this.#running && this.#child.kill('SIGTERM');
	}
}

strictClass(UtilityProcess);

/** `electron.utilityProcess`. */
export const utilityProcess = strict('utilityProcess', {
	fork: (modulePath: string, values: string[] = [], options: ForkOptions = {}): UtilityProcess => {
		if (!modulePath) throw new Error('Missing UtilityProcess entry script.');
		return new UtilityProcess(modulePath, values, options);
	},
});
