import type { Words } from '../en/index.ts';

/** What stands everywhere: times, statuses, environments, errors, offline, the lock. */
export const general: Pick<
	Words,
	'time' | 'status' | 'environment' | 'environmentLong' | 'token' | 'nextActs' | 'trace' | 'offline' | 'empty' | 'lock'
> = {
	time: {
		justNow: 'gerade eben',
		on: (date) => `am ${date}`,
		underAMinute: '< 1 Min.',
		never: 'nie',
	},

	status: {
		pending: 'Anmeldung läuft',
		finishing: 'Anmeldung wird abgeschlossen',
		connected: 'Verbunden',
		connectedChecked: (when) => `Verbunden, ${when} geprüft`,
		unverified: 'Noch nicht geprüft',
		parked: 'Zurückgestellt',
		parkedLong: 'Zurückgestellt, prüfen oder widerrufen',
		otherOrg: 'Andere Org angemeldet',
		needsReauth: 'Anmeldung nötig',
		paused: 'Pausiert',
		pausedUntil: (time) => `Pausiert bis ${time}`,
		unreachable: 'Zoho nicht erreichbar',
		unreachableAt: (dataCenter) => `Zoho nicht erreichbar (${dataCenter})`,
		locked: 'Gesperrt',
		revokeQueued: 'Widerruf wartet auf Netz',
		revoked: 'Widerrufen',
		revokedOn: (date) => `Widerrufen am ${date}`,
	},

	environment: { production: 'PROD', sandbox: 'Sandbox', developer: 'Developer', unknown: 'Unbekannt' },

	environmentLong: {
		production: 'Produktion',
		sandbox: 'Sandbox',
		developer: 'Developer Edition',
		unknown: 'Unbekannt, noch nicht geprüft',
	},

	token: {
		name: 'Access-Token',
		left: (minutes) => `Access-Token: noch ${minutes}`,
		renews: 'bei Bedarf',
		renewsLong: 'Es ist kein gültiges Access-Token gespeichert. Die nächste Nutzung erneuert es.',
	},

	nextActs: {
		keychain: 'Schlüsselbund prüfen',
		browser: 'Browser wählen…',
	},

	trace: {
		copy: 'Protokoll kopieren',
		copied: 'Protokoll kopiert.',
		what: 'Was zuletzt fehlschlug, ohne Namen, Geheimnisse und Ordner.',
	},

	offline: {
		title: 'Sie sind offline.',
		list: (when) =>
			`Was Sie sehen, ist von ${when}. Prüfungen und Anmeldungen warten; Liste, Beschriftungen und das Kopieren lebender Token gehen weiter.`,
		listNever: 'Prüfungen und Anmeldungen warten auf das Netz; alles, was auf diesem Computer liegt, geht.',
		look: 'Erneut versuchen',
		looking: 'Sieht nach…',
		still: 'Noch immer offline.',
		back: 'Wieder online.',
		connect: 'Eine Anmeldung bei Zoho braucht das Netz. Dieses Formular behält, was Sie eingeben.',
		signIn: 'Der Browser erreicht Zoho jetzt nicht. Öffnen Sie die Seite erneut, sobald das Netz wieder da ist.',
		plan: {
			check: 'Es wartet und geht von selbst weiter, sobald das Netz da ist.',
			refresh: 'Es wartet und geht von selbst weiter, sobald das Netz da ist.',
			revoke: 'Zoho erfährt es jetzt nicht: Jeder Widerruf wartet und geht von selbst weiter, sobald das Netz da ist.',
		},
		tokenUntil: (time) => `Das Access-Token lässt sich bis ${time} kopieren. Was Zoho fragt, wartet.`,
		tokenEnded: 'Kein lebendes Access-Token liegt vor. Ein neues wartet wie alles, was Zoho fragt, auf das Netz.',
		waits: 'Was Zoho fragt, wartet auf das Netz.',
		queued: 'Der Widerruf geht von selbst weiter, sobald das Netz wieder da ist.',
	},

	empty: {
		title: 'Noch keine Verbindungen',
		text: 'Latchkey bewahrt die Anmeldungen an den Zoho-CRM-Orgs Ihrer Kunden im Schlüsselbund dieses Computers auf und gibt Ihnen ein gültiges Access-Token, wenn Sie eines brauchen.',
		later: 'Die Übungs-Org läuft auf diesem Computer. Sie braucht kein Zoho-Konto.',
	},

	lock: {
		now: 'Jetzt sperren',
		title: 'Latchkey ist gesperrt',
		hidden: 'Die Verbindungen sind verborgen, bis Sie entsperren.',
		readable: 'Sie können die Liste lesen. Was ein Geheimnis braucht, geht wieder, wenn Sie entsperren.',
		unlock: 'Entsperren',
		unlocking: 'Der Schlüsselbund wird gefragt…',
		announced: 'Latchkey ist gesperrt.',
		unlocked: 'Latchkey ist entsperrt.',
	},
};
