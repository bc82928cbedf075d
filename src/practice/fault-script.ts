/** A fault that has a name. Those that keep the work lose only its answer. */
export type NamedFault =
	/** Zoho's "too many requests", without counting. */
	| 'throttle'
	/** An HTML page with HTTP 503, as a gateway or a captive portal sends it. */
	| 'html'
	/** No answer, until the caller goes away. */
	| 'hang'
	/** The connection ends before anything is done. */
	| 'cut'
	/** The connection ends after the work is done, so the caller cannot know its outcome. */
	| 'cut-after-work'
	/** A token answer without its refresh token. */
	| 'without-refresh-token'
	/** A refresh that answers with a new refresh token; the old one dies. */
	| 'new-refresh-token';

/** What goes wrong with a request. */
export type Fault =
	| NamedFault
	| { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
	| { readonly delayMs: number }
	/** Replaces parameters of the redirect after the consent, such as `accounts-server`: null removes, a list repeats. */
	| { readonly redirect: Readonly<Record<string, string | readonly string[] | null>> };

/** Which requests meet a fault: the next `times` (default 1) to that path, in that data center if one is given. */
export interface FaultRule {
	readonly path: string;
	readonly dataCenter?: string;
	readonly method?: string;
	readonly times?: number;
	readonly fault: Fault;
}

/** The faults that are still to come, in the order in which they were scripted. */
export class FaultScript {
	#rules: { readonly rule: FaultRule; left: number }[] = [];

	/** Scripts a fault. A redirect fault waits for the consent form (POST), not for the page before it. */
	next(rule: FaultRule): void {
		const isRedirect = typeof rule.fault === 'object' && 'redirect' in rule.fault;
		this.#rules.push({ rule: isRedirect ? { method: 'POST', ...rule } : rule, left: rule.times ?? 1 });
	}

	/** Drops every fault that has not happened yet. */
	clear(): void {
		this.#rules = [];
	}

	/** The fault that a request meets, if any; uses it up. */
	take(request: { readonly dataCenter: string; readonly method: string; readonly path: string }): Fault | undefined {
		const entry = this.#rules.find(
			({ rule, left }) =>
				left > 0 &&
				rule.path === request.path &&
				(rule.dataCenter ?? request.dataCenter) === request.dataCenter &&
				(rule.method ?? request.method) === request.method,
		);
		if (!entry) return undefined;
		entry.left -= 1;
		this.#rules = this.#rules.filter(({ left }) => left > 0);
		return entry.rule.fault;
	}
}
