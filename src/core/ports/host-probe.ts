/** How a host answered a question that holds nothing. */
export interface HostAnswer {
	readonly state: 'answered';
	/** Null for plain http on this machine. */
	readonly tls: { readonly protocol: string; readonly issuer: string } | null;
	/** Epoch milliseconds by the server's own clock; null without a readable Date. */
	readonly serverTime: number | null;
}

/** At which step there was no answer, and why, in words. */
export interface HostSilence {
	readonly state: 'silent';
	readonly step: 'name' | 'proxy' | 'certificate' | 'connection';
	readonly problem: string;
}

/** Finds out whether a host can be reached as the CRM's calls would reach it: same name lookup, same proxy, same certificate rules. */
export interface HostProbe {
	/** Sends one HEAD request with no secret; 8 s in all. Never rejects. */
	ask(origin: string): Promise<HostAnswer | HostSilence>;
}
