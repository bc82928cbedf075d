import { describe, expect, it } from 'vitest';
import { browserCommand, browserViewOf, startsOthers } from '../../../src/main/browser/browser-command.ts';
import { browserProfile } from '../../../src/shared/browser-profile.ts';

const url = 'https://accounts.zoho.eu/oauth/v2/auth?state=a&scope=b%20c';

describe('a browser that was chosen', () => {
	it.each([
		['/usr/bin/google-chrome-stable', ['--profile-directory=Profile 1', url]],
		['/usr/bin/chromium', ['--profile-directory=Profile 1', url]],
		['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', ['--profile-directory=Profile 1', url]],
		['C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe', ['--profile-directory=Profile 1', url]],
		['/opt/brave.com/brave/brave-browser', ['--profile-directory=Profile 1', url]],
		['/usr/bin/firefox', ['-P', 'Profile 1', url]],
		['/var/lib/flatpak/exports/bin/com.google.Chrome', ['--profile-directory=Profile 1', url]],
		['/var/lib/flatpak/exports/bin/com.microsoft.Edge', ['--profile-directory=Profile 1', url]],
		['/var/lib/flatpak/exports/bin/org.mozilla.firefox', ['-P', 'Profile 1', url]],
		['/home/pat/bin/sign-in.sh', ['--profile=Profile 1', url]],
	])('%s gets the profile as it takes it, and the address as one argument', (program, args) => {
		expect(browserCommand(program, 'Profile 1', url, 'linux')).toEqual({ program, args });
		expect(browserCommand(program, null, url, 'linux')).toEqual({ program, args: [url] });
	});

	it('is opened as an app on macOS', () => {
		const path = '/Applications/Google Chrome.app';
		expect(browserCommand(path, 'Default', url, 'darwin')).toEqual({
			program: '/usr/bin/open',
			args: ['-n', '-a', path, '--args', '--profile-directory=Default', url],
		});
		expect(browserCommand('/opt/homebrew/bin/chromium', null, url, 'darwin').args).toEqual([url]);
	});

	it.each(['/usr/bin/flatpak', '/usr/bin/env', '/bin/sh', '/usr/bin/python3.12', 'C:\\Windows\\System32\\cmd.exe'])(
		'%s would run what a profile is called, so it is none',
		(program) => expect(startsOthers(program)).toBe(true),
	);

	it.each(['/usr/bin/firefox', '/home/pat/bin/sign-in.sh', '/snap/bin/chromium', '/opt/shell-browser/sharp'])(
		'%s may be one',
		(program) => expect(startsOthers(program)).toBe(false),
	);

	it('is shown without the folder that it lies in', () => {
		expect(browserViewOf('/home/pat/bin/sign-in.sh')).toEqual({ name: 'sign-in.sh', profile: 'argument' });
		expect(browserViewOf('/Applications/Firefox.app')).toEqual({ name: 'Firefox', profile: 'known' });
		expect(browserViewOf('C:\\Users\\pat\\chrome.exe')).toEqual({ name: 'chrome', profile: 'known' });
	});
});

it.each([
	'--renderer-cmd-prefix=evil',
	'-P',
	'../Default',
	'.hidden',
	'a/b',
	'a\\b',
	'a"b',
	'a;b',
	'$(id)',
	'a\nb',
	'',
	' a',
])('%j is no name of a profile', (profile) => expect(browserProfile.test(profile)).toBe(false));

it.each(['Default', 'Profile 1', 'Büro München', 'acme.eu_2'])('%j is one', (profile) =>
	expect(browserProfile.test(profile)).toBe(true),
);
