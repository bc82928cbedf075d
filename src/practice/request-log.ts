const grantTypes = ['authorization_code', 'refresh_token', 'device_request', 'device_token'] as const;
type GrantType = (typeof grantTypes)[number];

/** A request that was made. Says what was asked, never with which secret, code or token. */
export interface PracticeRequest {
	/** Epoch ms, by the practice CRM's clock. */
	readonly at: number;
	readonly dataCenter: string;
	readonly method: string;
	readonly path: string;
	/** Whether there was a query: a token call must not have one. */
	readonly hasQuery: boolean;
	/** Null when there was no grant type; `other` stands for every text that is not a grant type of the practice CRM. */
	readonly grantType: GrantType | 'other' | null;
}

const capacity = 1000;

/** The last thousand requests, oldest first. */
export class RequestLog {
	#requests: readonly PracticeRequest[] = [];

	get all(): readonly PracticeRequest[] {
		return this.#requests;
	}

	add(request: PracticeRequest): void {
		this.#requests = [...this.#requests.slice(1 - capacity), request];
	}
}

/** The grant type of a request as it may be kept: a text of the caller's own could be anything, a secret too. */
export function knownGrantType(text: string | undefined): PracticeRequest['grantType'] {
	if (text === undefined) return null;
	return grantTypes.find((known) => known === text) ?? 'other';
}
