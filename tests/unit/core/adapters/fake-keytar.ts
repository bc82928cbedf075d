import type {
	KeytarProcess,
	KeytarReply,
	KeytarRequest,
} from '../../../../src/core/adapters/keychain/keytar-messages.ts';

/** What the fake does with a request: an answer, an exit, or silence. */
export type Behaviour = (request: KeytarRequest) => Omit<KeytarReply, 'id'> | 'exit' | 'hang';

/** Stands for the processes that a vault starts: each with its behaviour, the last one for all that follow. */
export class FakeKeytar {
	readonly values = new Map<string, string>();
	readonly requests: KeytarRequest[] = [];
	started = 0;
	killed = 0;
	readonly #behaviours: readonly Behaviour[];

	/** What its processes do when they start. */
	hello: ReturnType<Behaviour> = { ok: true, value: null } as never;

	constructor(...behaviours: readonly Behaviour[]) {
		this.#behaviours = behaviours;
	}

	/** Works as keytar on an open keyring. */
	readonly works: Behaviour = (request) => {
		if (request.act === 'write') this.values.set(request.account, request.value);
		if (request.act === 'delete') this.values.delete(request.account);
		return { ok: true, value: request.act === 'read' ? (this.values.get(request.account) ?? null) : null };
	};

	readonly start = (): KeytarProcess => {
		const behave = this.#behaviours[Math.min(this.started++, this.#behaviours.length - 1)] ?? this.works;
		let reply: ((reply: KeytarReply) => void) | undefined;
		let exit: (() => void) | undefined;
		return {
			post: (request) => {
				const isHello = request.act === 'hello';
				if (!isHello) this.requests.push(request);
				const outcome = isHello ? this.hello : behave(request);
				queueMicrotask(() => {
					if (outcome === 'exit') exit?.();
					else if (outcome !== 'hang') reply?.({ ...outcome, id: request.id } as KeytarReply);
				});
			},
			onReply: (listener) => {
				reply = listener;
			},
			onExit: (listener) => {
				exit = listener;
			},
			kill: () => {
				this.killed++;
				queueMicrotask(() => exit?.());
			},
		};
	};
}
