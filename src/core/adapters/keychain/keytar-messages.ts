/** What the vault asks its worker, one call at a time. */
export type KeytarRequest =
	| { readonly id: number; readonly act: 'read' | 'delete'; readonly account: string }
	| { readonly id: number; readonly act: 'write'; readonly account: string; readonly value: string };

/** `value` is null where keytar found nothing, or for acts without a value. `problem` is keytar's message, which names no secret. */
export type KeytarReply =
	| { readonly id: number; readonly ok: true; readonly value: string | null }
	| { readonly id: number; readonly ok: false; readonly problem: string };

/** The process that runs keytar, however it was started: `fork` in Node, `utilityProcess` in Electron. */
export interface KeytarProcess {
	post(request: KeytarRequest): void;
	onReply(listener: (reply: KeytarReply) => void): void;
	onExit(listener: () => void): void;
	kill(): void;
}
