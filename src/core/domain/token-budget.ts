/** Zoho gives 10 new access tokens in 10 minutes per refresh token, then blocks for the rest of the window. */
export const tokenBudget = { tokens: 10, windowMs: 10 * 60_000, keptForPersons: 2 } as const;

/** Who wants a new access token: a person's click may use the last two, a program may not. */
export type Asker = 'person' | 'program';

/** Until when (epoch milliseconds) the budget is spent for this asker; null: it is not. `mintedAt` may be in any order. */
export function spentUntil(mintedAt: readonly number[], now: number, asker: Asker): number | null {
	const allowed = asker === 'person' ? tokenBudget.tokens : tokenBudget.tokens - tokenBudget.keptForPersons;
	// What lies in the future was noted before the clock was set back: it says nothing.
	const recent = mintedAt.filter((at) => at > now - tokenBudget.windowMs && at <= now).toSorted((a, b) => a - b);
	const oldestThatCounts = recent.at(-allowed);
	return oldestThatCounts === undefined ? null : oldestThatCounts + tokenBudget.windowMs;
}

/** Whether a pause lasts at a time. One that would last longer than a window was noted before the clock was set back: it says nothing. */
export function isPaused(until: number | null, now: number): until is number {
	return until !== null && until > now && until <= now + tokenBudget.windowMs;
}
