/** Something that the palette can do. */
export interface Command {
	readonly id: string;
	readonly title: string;
	readonly section: 'selected' | 'general' | 'connections';
	/** Of whom, beside the title; also searched. */
	readonly note?: string;
	/** Its keys, where it has some. */
	readonly keys?: string;
	readonly run: () => void;
}
