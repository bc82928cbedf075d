/** What stands everywhere: times, statuses, environments, errors, offline, the lock. */
export const general = {
	time: {
		justNow: 'just now',
		on: (date: string) => `on ${date}`,
		underAMinute: '< 1 min',
		never: 'never',
	},

	status: {
		pending: 'Waiting for sign-in',
		finishing: 'Finishing sign-in',
		connected: 'Connected',
		connectedChecked: (when: string) => `Connected, checked ${when}`,
		unverified: 'Not checked yet',
		parked: 'Kept apart',
		parkedLong: 'Kept apart, check or revoke it',
		otherOrg: 'Another org signed in',
		needsReauth: 'Needs re-auth',
		paused: 'Paused',
		pausedUntil: (time: string) => `Paused until ${time}`,
		unreachable: 'Could not reach Zoho',
		unreachableAt: (dataCenter: string) => `Could not reach Zoho (${dataCenter})`,
		locked: 'Locked',
		revokeQueued: 'Revoke waiting for network',
		revoked: 'Revoked',
		revokedOn: (date: string) => `Revoked on ${date}`,
	},

	environment: { production: 'PROD', sandbox: 'Sandbox', developer: 'Developer', unknown: 'Unknown' },

	environmentLong: {
		production: 'Production',
		sandbox: 'Sandbox',
		developer: 'Developer edition',
		unknown: 'Unknown, not verified yet',
	},

	token: {
		name: 'Access token',
		left: (minutes: string) => `Access token: ${minutes} left`,
		renews: 'renews on use',
		renewsLong: 'No live access token is kept. The next use renews it.',
	},

	nextActs: {
		keychain: 'Check the keychain',
		browser: 'Choose a browser…',
	},

	trace: {
		copy: 'Copy trace',
		copied: 'Trace copied.',
		what: 'What failed lately, without names, secrets or folders.',
	},

	offline: {
		title: 'You are offline.',
		/** `when` is a time of day or a date. */
		list: (when: string) =>
			`What you see is from ${when}. Checks and sign-ins wait; copying a live token, the list and labels still work.`,
		listNever: 'Checks and sign-ins wait for the network; everything that is kept on this computer works.',
		look: 'Try again',
		looking: 'Looking…',
		still: 'Still offline.',
		back: 'Online again.',
		connect: 'A sign-in at Zoho needs the network. This form keeps what you fill in.',
		signIn: 'The browser cannot reach Zoho now. Open the page again once the network is back.',
		plan: {
			check: 'It waits, and goes on by itself once the network is back.',
			refresh: 'It waits, and goes on by itself once the network is back.',
			revoke: 'Zoho cannot be told now: each revoke waits, and goes on by itself once the network is back.',
		},
		tokenUntil: (time: string) => `Its access token can be copied until ${time}. What asks Zoho waits.`,
		tokenEnded: 'No live access token is kept. A new one, like all that asks Zoho, waits for the network.',
		waits: 'What asks Zoho waits for the network.',
		queued: 'The revoke goes on by itself once the network is back.',
	},

	empty: {
		title: 'No connections yet',
		text: "Latchkey keeps the sign-ins to your customers' Zoho CRM orgs in the keychain of this computer and hands out a live access token when you need one.",
		later: 'The practice org runs on this computer. It needs no Zoho account.',
	},

	lock: {
		now: 'Lock now',
		title: 'Latchkey is locked',
		hidden: 'The connections are hidden until you unlock.',
		readable: 'You can read the list. What needs a secret works again when you unlock.',
		unlock: 'Unlock',
		unlocking: 'Asking the keychain…',
		announced: 'Latchkey is locked.',
		unlocked: 'Latchkey is unlocked.',
	},
};
