import { EventEmitter } from 'node:events';
import { windows } from './registry.ts';
import { debug } from './run.ts';
import { strict } from './strict.ts';

type ThemeSource = 'system' | 'light' | 'dark';
let source: ThemeSource = 'system';

/** The color scheme of all pages. The system's own is not known here and counts as light. */
export function colorScheme(): 'light' | 'dark' {
	return source === 'dark' ? 'dark' : 'light';
}

/** `electron.nativeTheme`. */
export const nativeTheme = strict(
	'nativeTheme',
	Object.defineProperties(
		new EventEmitter() as EventEmitter & { themeSource: ThemeSource; shouldUseDarkColors: boolean },
		{
			shouldUseDarkColors: { get: () => colorScheme() === 'dark' },
			themeSource: {
				get: () => source,
				set(value: ThemeSource) {
					if (!['system', 'light', 'dark'].includes(value)) throw new TypeError(`Error processing argument: ${value}`);
					if (value === source) return;
					source = value;
					for (const { link } of windows.values()) {
						link
							.then(({ page }) => page.emulateMedia({ colorScheme: colorScheme() }))
							.catch((error: unknown) => debug('theme', error));
					}
					setImmediate(() => nativeTheme.emit('updated', {}));
				},
			},
		},
	),
);
