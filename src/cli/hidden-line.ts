/** A line that is typed without being shown. */
export interface HiddenLine {
	/** Takes keys as a terminal in raw mode sends them; null: the line goes on. */
	take(keys: string): 'done' | 'cancelled' | 'too long' | null;
	text(): string;
}

/** An empty line: Enter or Ctrl-D ends it, Ctrl-C cancels it, Backspace and Ctrl-U take back. */
export function hiddenLine(maxLength: number): HiddenLine {
	let typed: readonly string[] = [];
	const takeKey = (key: string): ReturnType<HiddenLine['take']> => {
		switch (key) {
			case '\r':
			case '\n':
			case '\x04':
				return 'done';
			case '\x03':
				return 'cancelled';
			case '\x7f':
			case '\b':
				typed = typed.slice(0, -1);
				return null;
			case '\x15':
				typed = [];
				return null;
			default:
				typed = [...typed, key];
				return typed.length > maxLength ? 'too long' : null;
		}
	};
	return {
		take: (keys) => {
			for (const key of keys) {
				const end = takeKey(key);
				if (end) return end;
			}
			return null;
		},
		text: () => typed.join(''),
	};
}
