import { expect, it } from 'vitest';
import { SettingsFile } from '../../../src/main/settings-file.ts';

it('settings are kept, refused whole, and one that cannot be read costs no other', () => {
	let text: string | null = null;
	const kept = {
		read: () => text,
		write: (next: string) => {
			text = next;
		},
	};
	const settings = new SettingsFile(kept);
	expect(settings.get()).toMatchObject({ theme: 'system', clipboardSeconds: 30, keepWarm: false });
	settings.change({ theme: 'dark', clipboardSeconds: 60 });
	expect(() => settings.change({ theme: 'light', clipboardSeconds: 1 })).toThrow('clipboardSeconds');
	expect(new SettingsFile(kept).get()).toMatchObject({ theme: 'dark', clipboardSeconds: 60 });
	text = JSON.stringify({ theme: 'neon', clipboardSeconds: 45, later: 1 });
	expect(settings.get()).toMatchObject({ theme: 'system', clipboardSeconds: 45 });
	text = '{';
	expect(settings.get()).toMatchObject({ theme: 'system', clipboardSeconds: 30 });
});
