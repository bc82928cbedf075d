import { formsOf } from '../../shared/languages.ts';
import type { Environment } from '../../shared/views.ts';
import type { MainWords } from './en.ts';

const { counted, list } = formsOf('de-DE');

const cancel = 'Abbrechen';
const environments: Readonly<Record<Environment, string>> = {
	production: 'Produktion',
	sandbox: 'Sandbox',
	developer: 'Developer Edition',
	unknown: 'Umgebung unbekannt',
};
const attention = (count: number) =>
	counted(count, { one: '# Verbindung ist zu erledigen', other: '# Verbindungen sind zu erledigen' });

/** The texts of the main process in German; one word for one thing, as in the window's catalogue (src/renderer/languages/de). */
export const de: MainWords = {
	cannotStart: 'Latchkey kann nicht starten',
	restore: (backup) => ({
		detail: `Es gibt eine heile Sicherung: ${backup}\n\nDie beschädigte Datei wird beiseitegelegt, nie gelöscht. Der Schlüsselbund behält seine Geheimnisse; was ihm fehlt, muss sich erneut anmelden.`,
		act: 'Sicherung wiederherstellen',
		otherwise: 'Beenden',
	}),

	renew: ({ alias, org }) => ({
		message: `„${alias}“ erneuern, statt eine zweite Verbindung anzulegen?`,
		detail: `${org.name} ist mit demselben Benutzer und API-Client verbunden. Beim Erneuern bleiben ID, Alias und Verlauf.`,
		act: 'Erneuern',
		otherwise: 'Beide behalten',
	}),
	slots: (users) => ({
		message: 'Alle Token-Plätze sind belegt. Trotzdem anmelden?',
		detail: `Latchkey hält alle 20 von ${list(users)}. Eine weitere Anmeldung als dieser Benutzer beendet stillschweigend die älteste Verbindung. Widerrufen Sie zuerst eine, um alle zu behalten.`,
		act: 'Anmelden',
		otherwise: cancel,
	}),
	revoke: ({ alias, org, user, environment }, others) => ({
		message: `„${alias}“ bei Zoho widerrufen?`,
		detail: `${org.name}, ${environments[environment]}, ${user.email}.\n${endToo(others)}Programme, die sie nutzen, hören sofort auf zu funktionieren.`,
		act: 'Bei Zoho widerrufen',
		otherwise: cancel,
	}),
	revokeAll: (aliases, count, production, others) => ({
		message: counted(count, {
			one: '# Verbindung bei Zoho widerrufen?',
			other: '# Verbindungen bei Zoho widerrufen?',
		}),
		detail: `${named(aliases, count)}.\n${endToo(others)}${counted(production, { one: '# davon ist Produktion.', other: '# davon sind Produktion.' })} Programme, die sie nutzen, hören sofort auf zu funktionieren.`,
		act: 'Bei Zoho widerrufen',
		otherwise: cancel,
	}),
	forget: (alias) => ({
		message: `„${alias}“ vergessen?`,
		detail: 'Der Eintrag wird hier entfernt. Zoho erfährt nichts davon.',
		act: 'Vergessen',
		otherwise: cancel,
	}),
	forgetHeld: (alias) => ({
		message: `„${alias}“ vergessen?`,
		detail: 'Das Refresh-Token gilt bei Zoho weiter. Um es dort zu beenden, widerrufen Sie die Verbindung zuerst.',
		act: 'Vergessen',
		otherwise: cancel,
	}),
	trust: (location, accountsUrl, apiUrl) => ({
		message: `Dem Rechenzentrum „${location}“ vertrauen?`,
		detail: `Client-Secrets gehen dann an ${accountsUrl} und Tokens an ${apiUrl}. Den ersten Host nennt Zoho; der zweite folgt der Namensweise von Zoho und ist nicht bestätigt.`,
		act: 'Vertrauen',
		otherwise: cancel,
	}),
	writeSecrets: ({ alias, org, environment }) => ({
		message: `Die Geheimnisse von „${alias}“ in eine Datei schreiben?`,
		detail: `${org.name}, ${environments[environment]}. Refresh-Token und Client-Secret stehen dann im Klartext in der Datei, für alle, die sie lesen können.`,
		act: 'Datei wählen',
		otherwise: cancel,
	}),
	shred: (file) => ({
		message: `„${file}“ überschreiben und entfernen?`,
		detail:
			'Die Datei wird einmal mit Zufallsbytes überschrieben und entfernt. Das ist kein Beweis: SSDs, Copy-on-write-Dateisysteme, Journale, Snapshots und Sicherungen können die alten Bytes behalten. Sicher ist, sich erneut anzumelden und Latchkey die alten Tokens widerrufen zu lassen.',
		act: 'Überschreiben und entfernen',
		otherwise: cancel,
	}),
	chooseStore: 'Token-Datei oder SQLite-Speicher eines SDK wählen',

	chooseBrowser: 'Einen Browser oder ein eigenes Programm wählen',
	readMysql: (server, user, table) => ({
		message: `Den Token-Speicher auf ${server} lesen?`,
		detail: `Das eingegebene Passwort wird an ihn gesendet und an niemanden sonst.\nBenutzer ${user}, Tabelle ${table}.`,
		act: 'Lesen',
		otherwise: cancel,
	}),
	setUpVault: {
		message: 'Die Geheimnisse in einer Datei unter einer Passphrase aufbewahren?',
		detail:
			'Dieser Computer hat keinen Schlüsselbund. Die Datei ist versiegelt, aber wer sie kopiert, kann die Passphrase beliebig lange raten. Latchkey fragt bei jedem Start danach. Niemand kann sie wiederherstellen: Ohne sie muss jede Verbindung neu angemeldet werden.',
		act: 'Passphrase verwenden',
		otherwise: cancel,
	},

	tray: {
		open: 'Latchkey öffnen',
		openLocked: 'Latchkey öffnen (gesperrt)',
		locked: 'Latchkey, gesperrt',
		nothing: 'Nichts zu erledigen',
		attention,
		copyToken: (alias) => `Token kopieren: ${alias}`,
		lock: 'Sperren',
		quit: 'Latchkey beenden',
	},
	notification: { title: attention, body: 'Öffnen Sie Latchkey, um zu sehen, was zu tun ist.' },

	environments,
	statuses: {
		pending: 'wartet auf Anmeldung',
		connected: 'verbunden',
		unverified: 'noch nicht geprüft',
		needs_reauth: 'Anmeldung nötig',
		waiting: 'pausiert',
		unreachable: 'Zoho nicht erreichbar',
		locked: 'gesperrt',
		revoke_queued: 'Widerruf wartet auf Netz',
		revoked: 'widerrufen',
	},
	list: {
		file: 'verbindungen',
		forms: { csv: 'Tabelle (CSV)', json: 'Für Programme (JSON)' },
		columns: {
			...{ alias: 'Alias', org: 'Org', orgId: 'Org-ID', customer: 'Kunde', dataCenter: 'Rechenzentrum' },
			...{ environment: 'Umgebung', status: 'Status', user: 'Benutzer', scopes: 'Scopes', checked: 'Zuletzt geprüft' },
		},
	},

	bulk: {
		acts: { check: 'Prüfen', refresh: 'Erneuern', revoke: 'Widerrufen' },
		outcomes: { done: 'erledigt', failed: 'fehlgeschlagen', 'not begun': 'nicht begonnen' },
		heading: (act, done, failed, notDone) =>
			`${act}: ${done} erledigt, ${failed} fehlgeschlagen, ${notDone} nicht begonnen`,
	},
};

function named(aliases: readonly string[], count: number): string {
	const more = count - aliases.length;
	return more > 0
		? `${aliases.join(', ')} ${counted(more, { one: 'und # weitere', other: 'und # weitere' })}`
		: aliases.join(', ');
}

function endToo(aliases: readonly string[]): string {
	if (aliases.length === 0) return '';
	const end = { one: 'endet mit: Sie hat', other: 'enden mit: Sie haben' };
	return `${list(aliases)} ${counted(aliases.length, end)} dasselbe Refresh-Token.\n`;
}
