/** What a bench found, and whether its bound holds. */
export interface Result {
	readonly name: string;
	readonly lines: readonly string[];
	readonly holds: boolean;
}
