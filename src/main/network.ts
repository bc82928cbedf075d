import { problemRow } from '../core/adapters/http/problem-words.ts';
import { AppError } from '../core/domain/app-error.ts';
import { isLoopback } from '../core/domain/loopback.ts';
import type { HostProbe } from '../core/ports/host-probe.ts';
import { type HttpClient, HttpFailure } from '../core/ports/http-client.ts';

/** What the system says where there is no network at all, or nobody to look names up. A name that is not found may be a wrong name. */
const noNetwork: ReadonlySet<unknown> = new Set(['ENETUNREACH', 'ENETDOWN', 'EAI_AGAIN']);

/** How often it is looked whether the network is back, in milliseconds. */
const lookEveryMs = 30_000;

/**
 * Whether this computer is offline. The page's word (`navigator.onLine`) is a hint; what calls meet is proof: an answer of any host ends it
 * whatever the page says, and a call that fails while the computer is offline says so instead of blaming the host. So nothing is refused on
 * a hint alone, and offline becomes nobody's status. Calls to this computer itself prove nothing.
 */
export class Network {
	readonly #probe: HostProbe;
	#offline = false;
	#changed: (offline: boolean) => void = () => undefined;
	#host: () => string | null = () => null;
	#timer: NodeJS.Timeout | undefined;

	constructor(probe: HostProbe) {
		this.#probe = probe;
	}

	get isOffline(): boolean {
		return this.#offline;
	}

	/**
	 * Tells of every change from now on; while it is offline it asks `host` (an origin; null: nobody) now and then whether it is there again.
	 * Gives back what ends it.
	 */
	start(host: () => string | null, changed: (offline: boolean) => void): () => void {
		this.#host = host;
		this.#changed = changed;
		return () => {
			this.#changed = () => undefined;
			clearInterval(this.#timer);
		};
	}

	/** The page's word. */
	hint(online: boolean): void {
		this.#set(!online);
	}

	/** Asks a host by a request that holds nothing; resolves to whether the computer is still offline. */
	async look(origin: string): Promise<boolean> {
		const answer = await this.#probe.ask(origin);
		// A certificate or a proxy that is wrong is somebody's answer.
		const isThere = answer.state === 'answered' || answer.step === 'certificate' || answer.step === 'proxy';
		if (isThere) this.#set(false);
		return this.#offline;
	}

	/** Before a browser is opened on a host: it would show an error page. Asks the host where the computer seems offline. Rejects with OFFLINE. */
	async requireFor(origin: string): Promise<void> {
		const url = new URL(origin);
		if (!this.#offline || isLoopback(url)) return;
		if (await this.look(origin)) throw new AppError('OFFLINE', { host: url.host, problem: 'no network' });
	}

	/** The same client; what its calls meet is noted. */
	watch(http: HttpClient): HttpClient {
		return {
			send: async (request, signal) => {
				if (isLoopback(new URL(request.url))) return http.send(request, signal);
				try {
					const answer = await http.send(request, signal);
					this.#set(false);
					return answer;
				} catch (error) {
					throw this.#inWords(error);
				}
			},
			close: () => http.close(),
		};
	}

	#inWords(error: unknown): unknown {
		if (!(error instanceof HttpFailure) || error.kind !== 'unreachable' || !(error.cause instanceof Error))
			return error;
		const { cause } = error;
		if ('code' in cause && noNetwork.has(cause.code)) this.#set(true);
		const [step] = problemRow(cause);
		if (!this.#offline || (step !== 'name' && step !== 'connection')) return error;
		return new HttpFailure('offline', error.message, error.sent, { cause });
	}

	#set(offline: boolean): void {
		if (offline === this.#offline) return;
		this.#offline = offline;
		clearInterval(this.#timer);
		if (offline) {
			this.#timer = setInterval(() => {
				const host = this.#host();
				if (host !== null) void this.look(host);
			}, lookEveryMs);
		}
		this.#changed(offline);
	}
}
