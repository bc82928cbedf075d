/** What listeners of a cancelable Electron event get as their first argument. */
interface CancelableEvent {
	defaultPrevented: boolean;
	preventDefault(): void;
}

/** A cancelable event with the members that this kind of event adds. */
export function cancelable<T extends object>(members: T = {} as T): T & CancelableEvent {
	return {
		...members,
		defaultPrevented: false,
		preventDefault() {
			this.defaultPrevented = true;
		},
	};
}
