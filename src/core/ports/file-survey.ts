/** A file or folder of Latchkey's, as the system sees it. */
export interface SurveyedFile {
	readonly path: string;
	readonly kind: 'file' | 'folder' | 'link' | 'other';
	/** The permission bits, such as 0o600. */
	readonly mode: number;
	/** Whether it belongs to the person who runs this. */
	readonly mine: boolean;
}

/** What lies in Latchkey's folder and who may open it. */
export interface FileSurvey {
	readonly folder: string;
	/** False on Windows, which has no such permissions. */
	readonly hasModes: boolean;
	/** Latchkey's own files alone; empty where there is no folder yet. Throws AppError STORE_UNSAFE where it cannot be looked at. */
	files(): readonly SurveyedFile[];
	/** How many certificates a PEM file holds. Throws what the system throws. */
	certificatesIn(path: string): number;
}
