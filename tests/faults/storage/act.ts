/** An act on the storage itself, which must be done as a whole or not at all. */
export interface StorageAct {
	/** The codes that it may end with where the disk fails, besides STORE_FAILED, which says that nothing was changed. */
	readonly answers: readonly string[];
	/** With this code it ends where it is done already. */
	readonly doneAlready?: string;
	/** Its answer says what it must still clear away; else that must be done where it says "done". */
	readonly tellsWhatIsLeft?: boolean;
	/** Makes what is there before it, in an empty folder. */
	prepare(scene: string): Promise<unknown>;
	/** The act, by a program from its start to its end. Rejects as the core does. */
	run(scene: string): Promise<unknown>;
	/** "before", "after", "unfinished" where it is done but for what it must still clear away; else what is lost or torn. */
	look(scene: string): Promise<string>;
}

/** Trouble of a file of secrets is told as trouble of a keychain, whose place it takes. */
export const ofVault: readonly string[] = ['KEYCHAIN_UNAVAILABLE'];
