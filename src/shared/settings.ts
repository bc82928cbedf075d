import { z } from 'zod';
import { browserProfile } from './browser-profile.ts';

/** Which connections a list shows, as a person named it. */
export const savedView = z.strictObject({
	name: z.string().trim().min(1).max(40),
	query: z.string().max(200),
	dataCenter: z.string().max(40).nullable(),
	customer: z.string().max(200).nullable(),
	statuses: z.array(z.string().max(20)).max(9).readonly(),
	environments: z.array(z.string().max(20)).max(4).readonly(),
	tags: z.array(z.string().max(32)).max(20).readonly(),
	/** Only those that need attention, or that are pinned; absent: neither is asked for. */
	within: z.enum(['attention', 'pinned']).optional(),
});
export type SavedView = z.infer<typeof savedView>;

/** What a person chose; one record for app and window. */
export const settings = z.strictObject({
	theme: z.enum(['system', 'light', 'dark']),
	language: z.enum(['system', 'en', 'de']),
	groupBy: z.enum(['data center', 'customer']),
	sortBy: z.enum(['alias', 'status', 'last checked', 'customer']),
	savedViews: z.array(savedView).max(20).readonly(),
	/** After this long the clipboard is cleared, if it still holds what Latchkey put there. */
	clipboardSeconds: z.int().min(5).max(300),
	/** Renew access tokens before they end, for connections that are pinned. Off: tokens are renewed on use. */
	keepWarm: z.boolean(),
	/** Minutes without input; 0: never. */
	idleLockMinutes: z.int().min(0).max(240),
	lockOnSleep: z.boolean(),
	/** Whether the list stays readable while locked; acts that touch a secret never work then. */
	listWhileLocked: z.boolean(),
	notifications: z.boolean(),
	startAtLogin: z.boolean(),
	/** The profile of the browser to sign in with, by customer; the browser itself is chosen in a dialog of the main process. */
	browserProfiles: z
		.record(z.string().min(1).max(200), z.string().regex(browserProfile))
		// As many as there are connections at most; a page that was taken over would fill the disk.
		.refine((profiles) => Object.keys(profiles).length <= 10_000),
});
export type Settings = z.infer<typeof settings>;

/** What holds until a person chooses. */
export const defaultSettings: Settings = {
	theme: 'system',
	language: 'system',
	groupBy: 'data center',
	sortBy: 'alias',
	savedViews: [],
	clipboardSeconds: 30,
	keepWarm: false,
	idleLockMinutes: 0,
	lockOnSleep: false,
	listWhileLocked: true,
	notifications: true,
	startAtLogin: false,
	browserProfiles: {},
};
