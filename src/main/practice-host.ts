import type { Core } from '../core/create-core.ts';
import { AppError } from '../core/domain/app-error.ts';
import type { PracticeCrm } from '../practice/start-practice.ts';

/** The practice CRM in the app: started on the person's wish, ended with the app. */
export class PracticeHost {
	readonly #core: Core;
	readonly #stateFile: string;
	#crm: Promise<PracticeCrm> | null = null;
	#running = false;

	constructor(core: Core, stateFile: string) {
		this.#core = core;
		this.#stateFile = stateFile;
	}

	get isRunning(): boolean {
		return this.#running;
	}

	/** Starts it, unless it runs, and makes its data centers and API client known. Rejects with PRACTICE_UNAVAILABLE or KEYCHAIN_*. */
	async start(): Promise<void> {
		this.#crm ??= this.#begin();
		try {
			await this.#core.practice.register(await this.#crm);
			this.#running = true;
		} catch (error) {
			await this.close();
			throw error;
		}
	}

	async close(): Promise<void> {
		const crm = this.#crm;
		this.#crm = null;
		this.#running = false;
		await crm?.then((running) => running.close()).catch(() => undefined);
	}

	async #begin(): Promise<PracticeCrm> {
		const { startPractice } = await import('../practice/start-practice.ts');
		try {
			return await startPractice({ stateFile: this.#stateFile });
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
			const port = 'port' in error ? `port ${String(error.port)}` : 'its port';
			throw new AppError('PRACTICE_UNAVAILABLE', { problem: `${port} is taken` }, { cause: error });
		}
	}
}
