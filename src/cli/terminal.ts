import { createInterface } from 'node:readline/promises';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '../core/domain/app-error.ts';
import { Secret } from '../core/domain/secret.ts';
import { hiddenLine } from './hidden-line.ts';
import { wrap } from './output/wrap.ts';
import { isMaybeTerminal, stderr, stdout, writeAtOnce } from './output/write-at-once.ts';

const maxSecretBytes = 8 * 1024;

/** The streams as `process` has them: Node makes one when it is first asked for, which costs a tenth of a start. */
export type Streams = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>;

/** The streams of a command. Results go to stdout, talk to stderr, secrets come in on stdin. */
export class Terminal {
	readonly #streams: Streams;
	readonly #mayAsk: boolean;
	/** Results must keep their order: once one went through the stream, all that follow do. */
	#isStreamed = false;
	#isHeardOut = false;
	#isHeardErr = false;
	#lost: string | null = null;
	#progress = '';

	/** `mayAsk`: whether a person who is there wants to be asked. */
	constructor(streams: Streams, mayAsk: boolean) {
		this.#mayAsk = mayAsk;
		this.#streams = streams;
	}

	get #stdin(): NodeJS.Process['stdin'] {
		return this.#streams.stdin;
	}

	get #stdout(): NodeJS.Process['stdout'] {
		const { stdout } = this.#streams;
		if (!this.#isHeardOut) stdout.on('error', (error: NodeJS.ErrnoException) => this.#lose(error.code ?? error.name));
		this.#isHeardOut = true;
		return stdout;
	}

	get #stderr(): NodeJS.Process['stderr'] {
		const { stderr } = this.#streams;
		// Nobody listens to the talk any more: the work goes on.
		if (!this.#isHeardErr) stderr.on('error', () => undefined);
		this.#isHeardErr = true;
		return stderr;
	}

	/** Whether a person is there to answer. */
	get isInteractive(): boolean {
		return Boolean(this.#stdin.isTTY && this.#stderr.isTTY);
	}

	/** Whether a person is there who may be asked what can also be left out. */
	get mayAsk(): boolean {
		return this.isInteractive && this.#mayAsk;
	}

	/** The width to fit tables to; null where the output goes to a pipe or file. */
	get columns(): number | null {
		return isMaybeTerminal(stdout) && this.#stdout.isTTY ? this.#stdout.columns || 80 : null;
	}

	print(text: string): void {
		const line = `${text}\n`;
		if (this.#isStreamed) return void this.#stdout.write(line);
		const { rest, problem } = writeAtOnce(stdout, line);
		if (problem !== null) this.#lose(problem);
		if (rest === null) return;
		this.#isStreamed = true;
		this.#stdout.write(rest);
	}

	/** Talk in sentences: on a terminal they are broken between words to fit it, with `indent` before the second and later lines. */
	explain(text: string, indent = ''): void {
		// Only then is Node's stream asked for, which takes its time.
		const isTerminal = isMaybeTerminal(stderr) && this.#stderr.isTTY;
		for (const line of isTerminal ? wrap(text, this.#stderr.columns || 80, indent) : [text]) this.talk(line);
	}

	talk(text: string): void {
		this.progress('');
		const line = `${text}\n`;
		// Once Node's stream is there it may hold text that comes before this. Whatever cannot be written, the work goes on.
		const rest = this.#isHeardErr ? line : writeAtOnce(stderr, line).rest;
		if (rest !== null) this.#stderr.write(rest);
	}

	/** Shows how far the work is, in the place of what was shown before; an empty text takes it away. Shows nothing but on a terminal. */
	progress(text: string): void {
		if (text === this.#progress || !this.#stderr.isTTY) return;
		this.#stderr.write(`\r${text.padEnd(this.#progress.length)}${text === '' ? '\r' : ''}`);
		this.#progress = text;
	}

	/** Resolves when all results are written; rejects with OUTPUT_FAILED where they could not be (a full disk). */
	async flushed(): Promise<void> {
		await this.drained();
		const problem = this.#lost === 'ENOSPC' ? 'no space is left where it goes: ENOSPC' : this.#lost;
		if (problem) throw new AppError('OUTPUT_FAILED', { problem });
	}

	/** Resolves when nothing waits to be written any more, to stdout or stderr. */
	async drained(): Promise<void> {
		if (this.#isHeardOut) await new Promise<void>((resolve) => this.#stdout.write('', () => resolve()));
		if (this.#isHeardErr) await new Promise<void>((resolve) => this.#stderr.write('', () => resolve()));
	}

	/**
	 * A yes or no from the person; no where nobody can answer. `answer` is the option that says yes. Rejects with CANCELLED on Ctrl-C or
	 * Ctrl-D, and with PROMPT_REFUSED where the person does not want to be asked.
	 */
	async confirm(question: string, answer: string): Promise<boolean> {
		if (!this.isInteractive) return false;
		if (!this.#mayAsk) throw new AppError('PROMPT_REFUSED', { question, answer });
		const lines = createInterface({ input: this.#stdin, output: this.#stderr });
		const over = new AbortController();
		lines.once('SIGINT', () => over.abort());
		lines.once('close', () => over.abort());
		try {
			const answer = await lines.question(`${question} [y/N] `, { signal: over.signal });
			return /^y(es)?$/i.test(answer.trim());
		} catch (error) {
			this.talk('');
			throw new AppError('CANCELLED', {}, { cause: error });
		} finally {
			lines.close();
		}
	}

	/** Calls back with every line that comes on stdin, until the returned function is called. */
	onLine(listener: (line: string) => void): () => void {
		const lines = createInterface({ input: this.#stdin });
		lines.on('line', listener);
		// Ctrl-C belongs to whoever waits, not to the reading of lines.
		lines.on('SIGINT', () => process.emit('SIGINT'));
		return () => {
			lines.close();
			this.#stdin.pause();
		};
	}

	/**
	 * The one text on stdin, or what the person types, unseen. Rejects with USAGE where it is empty or too long, CANCELLED on Ctrl-C,
	 * PROMPT_REFUSED where the person does not want to be asked.
	 */
	async readSecret(what: string, command: string): Promise<Secret> {
		if (this.isInteractive && !this.#mayAsk)
			throw new AppError('PROMPT_REFUSED', { question: `for the ${what}.`, answer: 'a pipe or a file on stdin' });
		const usage = (problem: string) => new AppError('USAGE', { problem, command });
		const text = this.isInteractive ? await this.#typeUnseen(what) : await this.#readAll();
		if (text === null) throw usage(`The ${what} on stdin is too long.`);
		if (text.trim() === '') throw usage(`There is no ${what} on stdin.`);
		return new Secret(text.trim());
	}

	/** `latchkey list | head` ends the pipe early: that is no error. */
	#lose(problem: string): void {
		if (problem !== 'EPIPE') this.#lost = problem;
	}

	async #readAll(): Promise<string | null> {
		const chunks: Buffer[] = [];
		let size = 0;
		for await (const chunk of this.#stdin) {
			const bytes = Buffer.from(chunk);
			size += bytes.length;
			if (size > maxSecretBytes) return null;
			chunks.push(bytes);
		}
		return Buffer.concat(chunks).toString('utf8');
	}

	async #typeUnseen(what: string): Promise<string | null> {
		// What was asked before pauses stdin, which takes hold a tick later: the reading that begins now would stop, and the program end.
		await setImmediate();
		this.#stderr.write(`Type or paste the ${what} (it is not shown), then Enter: `);
		this.#stdin.setRawMode(true);
		const line = hiddenLine(maxSecretBytes);
		try {
			for await (const chunk of this.#stdin.iterator({ destroyOnReturn: false })) {
				const end = line.take(Buffer.from(chunk).toString('utf8'));
				if (end === 'cancelled') throw new AppError('CANCELLED');
				if (end === 'too long') return null;
				if (end === 'done') break;
			}
			return line.text();
		} finally {
			this.#stdin.setRawMode(false);
			this.#stdin.pause();
			this.talk('');
		}
	}
}
