import type { PageWords } from './en.ts';

/** Every text of the practice CRM's pages, in German. */
export const de: PageWords = {
	language: 'de',
	strip: 'Übungs-CRM - nicht Zoho',
	title: (page) => `${page} - Übungs-CRM, nicht Zoho`,
	made: (dataCenter) =>
		`Orgs, Benutzer und Tokens auf dieser Seite sind erfunden. ${dataCenter} läuft nur auf diesem Computer.`,

	consent: {
		title: 'Zugriff erlauben?',
		asks: 'bittet um Zugriff auf eine CRM-Org',
		able: 'Es wird können',
		org: 'Org und Benutzer',
		livesIn: (place) => `liegt in ${place}`,
		types: { production: 'Produktion', sandbox: 'Sandbox', developer: 'Developer' },
		device: 'Fahren Sie nur fort, wenn Sie selbst auf dem Gerät begonnen haben.',
		back: 'Beide Antworten führen zurück zu',
		accept: 'Akzeptieren',
		decline: 'Ablehnen',
		noOrg: 'Es wurde keine Org gewählt.',
	},

	device: {
		title: 'Gerät verbinden',
		code: 'Der Code, den das Gerät zeigt',
		goOn: 'Weiter',
		unknown: 'Kein Gerät wartet mit diesem Code. Er gilt fünf Minuten.',
		given: 'Zugriff erteilt',
		declined: 'Zugriff abgelehnt',
		learns: 'Das Gerät erfährt es innerhalb einer Minute. Sie können diesen Tab schließen.',
	},

	error: {
		title: 'Ein Fehler ist aufgetreten',
		nothingSent:
			'Dem Programm, das diese Seite geöffnet hat, wurde nichts zurückgegeben. Schließen Sie diesen Tab und beginnen Sie dort von vorn.',
		ended: 'Diese Seite ist abgelaufen',
		endedWhy: 'Sie wurde schon beantwortet oder war zu lange offen.',
	},

	scopes: {
		acts: {
			ALL: 'sehen, anlegen, ändern und löschen',
			READ: 'sehen',
			CREATE: 'anlegen',
			UPDATE: 'ändern',
			WRITE: 'anlegen, ändern und löschen',
			DELETE: 'löschen',
		},
		use: 'nutzen',
		things: {
			'ZohoCRM.org': 'Das Profil der Org',
			'ZohoCRM.users': 'Ihre Benutzer',
			'ZohoCRM.modules': 'Datensätze jedes Moduls',
			'ZohoCRM.settings': 'Ihre Einstellungen',
			'ZohoCRM.bulk': 'Massenaufträge',
			'ZohoCRM.files': 'Dateien',
			'ZohoCRM.notifications': 'Benachrichtigungen',
		},
		phrase: (act, thing) => `${thing} ${act}`,
	},

	places: {
		...{ us: 'den Vereinigten Staaten', eu: 'Europa', in: 'Indien', au: 'Australien', jp: 'Japan', cn: 'China' },
		...{ ca: 'Kanada', sa: 'Saudi-Arabien', uk: 'dem Vereinigten Königreich' },
		ae: 'den Vereinigten Arabischen Emiraten',
	},
};
