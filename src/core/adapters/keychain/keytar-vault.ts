import type { VaultRef } from '../../domain/ids.ts';
import {
	isVaultValue,
	type SecretVault,
	type VaultDone,
	type VaultRead,
	type VaultTrouble,
} from '../../ports/secret-vault.ts';
import { hasSessionBus } from './has-session-bus.ts';
import {
	callLimitMs,
	gone,
	type KeytarProcess,
	type KeytarReply,
	type KeytarRequest,
	noAnswer,
} from './keytar-messages.ts';
import type { QuickReads } from './quick-reads.ts';
import { secretServiceName } from './secret-service.ts';

type Call =
	| { readonly act: 'hello' }
	| { readonly act: 'read' | 'delete'; readonly account: string }
	| { readonly act: 'write'; readonly account: string; readonly value: string };
type Outcome = { readonly value: string | null } | VaultTrouble;

/** Until the worker says hello; a busy machine may need long to start it. No keyring is asked meanwhile, so none can hang it. */
const startLimitMs = 8_000;

// After its daemon was restarted keytar answers with these for ever; only a new process helps.
const staleSession = /name :1\.|session wrapping|disconnected from message bus/i;

const backends: Readonly<Record<string, string>> = {
	darwin: 'macOS Keychain',
	win32: 'Windows Credential Manager',
};

/** The OS keychain through keytar, in a worker process with a time limit per call and one restart. */
export class KeytarVault implements SecretVault {
	readonly backend = backends[process.platform] ?? 'Secret Service (GNOME Keyring, KWallet)';
	readonly #start: () => KeytarProcess;
	readonly #quick: QuickReads | null;
	#worker: Worker | null = null;
	#queue: Promise<unknown> = Promise.resolve();
	#closed = false;

	/** `quick` is asked before the worker is started, where there is such a one. */
	constructor(start: () => KeytarProcess, quick: QuickReads | null = null) {
		this.#start = start;
		this.#quick = quick;
	}

	async identify(): Promise<string | null> {
		return process.platform === 'linux' ? secretServiceName() : this.backend;
	}

	async read(ref: VaultRef): Promise<VaultRead> {
		const read = this.#worker || this.#closed ? null : await this.#quick?.read(ref);
		if (read) return read;
		const outcome = await this.#call({ act: 'read', account: ref });
		if ('state' in outcome) return outcome;
		return outcome.value === null ? { state: 'nothing' } : { state: 'found', value: outcome.value };
	}

	async write(ref: VaultRef, value: string): Promise<VaultDone> {
		// keytar cuts at NUL without a word and Windows refuses more than 2,560 bytes.
		if (!isVaultValue(value)) {
			return { state: 'unavailable', problem: 'the value is not short ASCII' };
		}
		const outcome = await this.#call({ act: 'write', account: ref, value });
		return 'state' in outcome ? outcome : { state: 'done' };
	}

	async delete(ref: VaultRef): Promise<VaultDone> {
		const outcome = await this.#call({ act: 'delete', account: ref });
		return 'state' in outcome ? outcome : { state: 'done' };
	}

	async close(): Promise<void> {
		this.#closed = true;
		this.#stop();
	}

	#stop(): void {
		this.#worker?.kill();
		this.#worker = null;
	}

	/** One call at a time: several hung ones would fill the worker's thread pool. */
	#call(call: Call): Promise<Outcome> {
		const mine = this.#queue.then(() => this.#attempt(call, true));
		this.#queue = mine.catch(() => undefined);
		return mine;
	}

	async #attempt(call: Call, mayRestart: boolean): Promise<Outcome> {
		if (this.#closed) return { state: 'unavailable', problem: 'Latchkey is closing' };
		if (!hasSessionBus()) return { state: 'unavailable', problem: 'no D-Bus session, so no keyring' };
		const fresh = this.#worker === null;
		this.#worker ??= new Worker(this.#start());
		const worker = this.#worker;
		const hello = fresh ? await worker.ask({ act: 'hello' }, startLimitMs) : null;
		if (hello === 'timeout') {
			this.#stop();
			return { state: 'unavailable', problem: 'its process did not start' };
		}
		const reply = hello === 'exit' ? hello : await worker.ask(call, callLimitMs);
		if (reply === 'timeout') {
			this.#stop();
			return noAnswer;
		}
		if (reply === 'exit' || (!reply.ok && staleSession.test(reply.problem))) {
			this.#stop();
			if (mayRestart) return this.#attempt(call, false);
			return gone;
		}
		if (reply.ok) return { value: reply.value };
		if (/locked/i.test(reply.problem)) return { state: 'locked' };
		return { state: 'unavailable', problem: reply.problem.split('\n')[0]?.slice(0, 160) ?? 'unknown error' };
	}
}

/** One worker process and the call that it is busy with. */
class Worker {
	readonly #process: KeytarProcess;
	#next = 1;
	#waiting: { readonly id: number; readonly settle: (reply: KeytarReply | 'exit') => void } | null = null;
	#gone = false;

	constructor(process: KeytarProcess) {
		this.#process = process;
		process.onReply((reply) => {
			if (reply.id === this.#waiting?.id) this.#waiting.settle(reply);
		});
		process.onExit(() => {
			this.#gone = true;
			this.#waiting?.settle('exit');
		});
	}

	ask(call: Call, limitMs: number): Promise<KeytarReply | 'exit' | 'timeout'> {
		if (this.#gone) return Promise.resolve('exit');
		const id = this.#next++;
		return new Promise((resolve) => {
			const settle = (reply: KeytarReply | 'exit' | 'timeout') => {
				clearTimeout(timer);
				this.#waiting = null;
				resolve(reply);
			};
			const timer = setTimeout(() => settle('timeout'), limitMs);
			this.#waiting = { id, settle };
			this.#process.post({ id, ...call } as KeytarRequest);
		});
	}

	kill(): void {
		this.#process.kill();
	}
}
