import { formsOf } from '../../../shared/languages.ts';
import type { Words } from '../en/index.ts';

const { counted, list, number } = formsOf('de-DE');
const connections = { one: '# Verbindung', other: '# Verbindungen' };

/** The list: sidebar, rows, filters, selection, acts on many. */
export const connectionList: Pick<Words, 'sidebar' | 'list' | 'savedViews' | 'filter' | 'order' | 'marks' | 'bulk'> = {
	sidebar: {
		label: 'Ansichten',
		all: 'Alle',
		attention: 'Zu erledigen',
		pinned: 'Angeheftet',
		dataCenters: 'Rechenzentren',
		customers: 'Kunden',
		setup: 'Einrichtung',
		apiClientsSetup: 'API-Clients…',
		dataCentersSetup: 'Rechenzentren…',
		allCustomers: (count) => `Alle ${number(count)} anzeigen`,
		fewerCustomers: 'Weniger anzeigen',
		number,
		count: (count) => counted(count, connections),
	},

	list: {
		label: 'Verbindungen',
		search: 'Suchen',
		searchLabel: 'Verbindungen durchsuchen',
		clearSearch: 'Suche leeren',
		connect: 'Org verbinden',
		connectShort: 'Verbinden',
		attention: (count) => `${number(count)} zu erledigen`,
		shown: (shown, all) => `${number(shown)} von ${counted(all, connections)}`,
		lastCheck: (time) => `zuletzt geprüft: ${time}`,
		noMatch: (query) => `Keine Verbindung passt zu „${query}“.`,
		noMatchHint:
			'Gesucht wird in Alias, Org, Kunde, Benutzer, Schlagwörtern und Notizen; ein Tippfehler schadet nicht.',
		noneHere: 'Keine Verbindung bleibt übrig.',
		noneHereHint: 'Die Filter lassen von dieser Ansicht nichts übrig.',
		goneHint: 'Was hier war, ist umgezogen oder vergessen.',
		noPinned: 'Es ist nichts angeheftet.',
		noPinnedHint: 'Heften Sie eine Verbindung in ihren Details an, um sie hier zu finden.',
		noCustomer: 'Ohne Kunde',
		checkGroup: 'Alle prüfen',
		checkGroupOf: (group) => `Alle prüfen: ${group}`,
		nameUnknown: 'Der Name der Org wird bei der ersten Prüfung gelesen.',
		moreTags: (tags) => `und ${list(tags)}`,
		colour: (colour) => `Farbe: ${colour}`,
		pinned: 'Angeheftet',
		checkedAt: (when) => `Zuletzt geprüft: ${when}`,
		noAttention: 'Es ist nichts zu erledigen.',
		noAttentionHint: 'Zoho hat jede Anmeldung akzeptiert, als sie zuletzt genutzt wurde.',
		showAll: 'Alle anzeigen',
		loading: 'Verbindungen werden geladen',
		loadFailed: 'Die Verbindungen konnten nicht geladen werden',
		stale: 'Diese Liste ist vielleicht nicht aktuell.',
		tryAgain: 'Erneut versuchen',
	},

	savedViews: {
		heading: 'Gespeicherte Ansichten',
		more: 'Umbenennen oder entfernen',
		rename: 'Umbenennen',
		remove: 'Entfernen',
		removed: (name) => `${name} ist entfernt.`,
		name: 'Name der Ansicht',
		save: 'Ansicht speichern',
		saveAs: 'Als Ansicht speichern…',
		saved: (name) => `${name} ist gespeichert.`,
		full: 'Es gibt schon 20 gespeicherte Ansichten. Entfernen Sie zuerst eine.',
	},

	filter: {
		open: 'Filter',
		openCount: (count) => `Filter, ${number(count)} gewählt`,
		title: 'Filter',
		status: 'Status',
		environment: 'Umgebung',
		customer: 'Kunde',
		anyCustomer: 'Alle Kunden',
		tags: 'Schlagwörter',
		clear: 'Filter zurücksetzen',
		active: 'Filter',
		remove: (filter) => `Filter entfernen: ${filter}`,
	},

	order: {
		open: 'Gruppieren und sortieren',
		groupBy: 'Gruppieren nach',
		groups: { 'data center': 'Rechenzentrum', customer: 'Kunde' },
		sortBy: 'Sortieren nach',
		sorts: {
			alias: 'Alias',
			status: 'Status, Dringendes zuerst',
			'last checked': 'Letzte Prüfung, älteste zuerst',
			customer: 'Kunde',
		},
	},

	marks: {
		bar: 'Ausgewählte Verbindungen',
		count: (count) => `${number(count)} ausgewählt`,
		hidden: (count) => `${number(count)} nicht zu sehen`,
		clear: 'Auswahl aufheben',
		mark: (alias) => `${alias} auswählen`,
		select: 'Auswählen',
		unselect: 'Abwählen',
		customer: 'Kunde zuordnen…',
		tag: 'Schlagwort hinzufügen…',
		exportList: 'Liste exportieren',
		copy: 'Aliasse kopieren',
		save: { csv: 'Als CSV speichern…', json: 'Als JSON speichern…' },
		saved: (count) =>
			counted(count, { one: 'Liste mit # Verbindung gespeichert.', other: 'Liste mit # Verbindungen gespeichert.' }),
		listFailed: 'Die Liste wurde nicht ausgegeben',
		copied: (count) => counted(count, { one: '# Alias kopiert.', other: '# Aliasse kopiert.' }),
		customerLabel: 'Kunde',
		customerHint: 'Leer lassen, um den Kunden zu entfernen.',
		tagLabel: 'Schlagwort',
		tagHint: 'Buchstaben, Ziffern, Punkte, Binde- und Unterstriche.',
		apply: 'Übernehmen',
		applied: (count) => counted(count, { one: '# Verbindung geändert.', other: '# Verbindungen geändert.' }),
		failed: (count) =>
			counted(count, {
				one: '# Verbindung konnte nicht geändert werden.',
				other: '# Verbindungen konnten nicht geändert werden.',
			}),
	},

	bulk: {
		titles: { check: 'Verbindungen prüfen', refresh: 'Verbindungen erneuern', revoke: 'Verbindungen widerrufen' },
		planned: {
			check: (count) => counted(count, { one: '# Prüfung', other: '# Prüfungen' }),
			refresh: (count) => counted(count, { one: '# Erneuerung', other: '# Erneuerungen' }),
			revoke: (count) => counted(count, { one: '# Widerruf', other: '# Widerrufe' }),
		},
		about: (seconds) =>
			seconds < 90
				? `etwa ${number(Math.max(1, seconds))} s`
				: `etwa ${counted(Math.round(seconds / 60), { one: '# Minute', other: '# Minuten' })}`,
		skippedProduction: (count) =>
			counted(count, { one: '# Produktions-Org ausgelassen', other: '# Produktions-Orgs ausgelassen' }),
		skippedRevoked: (count) => `${number(count)} schon widerrufen`,
		inPlan: (count) => counted(count, { one: 'darunter # Produktions-Org', other: 'darunter # Produktions-Orgs' }),
		explains: {
			check: 'Jede wird einmal bei Zoho genutzt. Schlägt eine fehl, gehen die anderen weiter.',
			refresh: 'Jede bekommt ein neues Access-Token. Schlägt eine fehl, gehen die anderen weiter.',
			revoke: 'Zoho beendet jede Anmeldung. Programme, die sie nutzen, hören sofort auf zu funktionieren.',
		},
		withProduction: 'Auch Produktions-Orgs',
		planning: 'Wird geplant…',
		nothing: 'Es ist nichts zu tun: Alle werden ausgelassen.',
		more: (count) => `und ${number(count)} weitere`,
		start: { check: 'Prüfen', refresh: 'Erneuern', revoke: 'Widerrufen…' },
		starting: 'Wird begonnen…',
		cancel: 'Abbrechen',
		started: (act, count) =>
			`${counted(count, { one: '# Verbindung wird', other: '# Verbindungen werden' })} ${{ check: 'geprüft', refresh: 'erneuert', revoke: 'widerrufen' }[act]}.`,
		running: {
			check: (done, total) => `${number(done)} von ${number(total)} geprüft`,
			refresh: (done, total) => `${number(done)} von ${number(total)} erneuert`,
			revoke: (done, total) => `${number(done)} von ${number(total)} widerrufen`,
		},
		endsToo: (aliases) =>
			`${list(aliases)} ${counted(aliases.length, { one: 'endet mit: Sie hat', other: 'enden mit: Sie haben' })} dasselbe Refresh-Token wie eine davon.`,
		paused: 'pausiert',
		pausedOffline: 'Offline: pausiert. Es geht von selbst weiter.',
		failedCount: (count) => `${number(count)} fehlgeschlagen`,
		leftCount: (count) => `${number(count)} nicht begonnen`,
		ended: (act, total, failed) =>
			`${{ check: 'Prüfung', refresh: 'Erneuerung', revoke: 'Widerruf' }[act]} beendet: ${counted(total, connections)}${failed > 0 ? `, ${number(failed)} fehlgeschlagen` : ''}.`,
		pause: 'Pause',
		resume: 'Fortsetzen',
		stop: 'Anhalten',
		result: 'Ergebnis',
		putAway: 'Ablegen',
		progress: { check: 'Prüfung läuft', refresh: 'Erneuerung läuft', revoke: 'Widerruf läuft' },
		rowQueued: { check: 'Wartet auf Prüfung', refresh: 'Wartet auf Erneuerung', revoke: 'Wartet auf Widerruf' },
		rowFailed: {
			check: 'Prüfung fehlgeschlagen',
			refresh: 'Erneuerung fehlgeschlagen',
			revoke: 'Widerruf fehlgeschlagen',
		},
		resultTitles: {
			check: 'Ergebnis der Prüfung',
			refresh: 'Ergebnis der Erneuerung',
			revoke: 'Ergebnis des Widerrufs',
		},
		doneCount: (count) => `${number(count)} erledigt`,
		outcomes: { failed: 'Fehlgeschlagen', done: 'Erledigt', left: 'Nicht begonnen' },
		copyResult: 'Ergebnis kopieren',
		resultCopied: 'Ergebnis kopiert.',
		retryFailed: 'Fehlgeschlagene wiederholen',
		gone: 'Eine vergessene Verbindung',
	},
};
