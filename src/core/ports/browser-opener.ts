/** Opens the system's browser; only ever with a URL that the core built from its own table of hosts. */
export interface BrowserOpener {
	/** Whether something was started; false: the person must open the URL by hand. */
	open(url: string): Promise<boolean>;
}
