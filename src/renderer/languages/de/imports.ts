import { formsOf } from '../../../shared/languages.ts';
import type { Words } from '../en/index.ts';

const { counted } = formsOf('de-DE');

/** Imports. */
export const imports: Pick<Words, 'imports'> = {
	imports: {
		open: 'Aus dem Speicher eines SDK importieren…',
		title: 'Aus dem Speicher eines SDK importieren',
		intro:
			'Programme mit einem Zoho-SDK bewahren ihre Tokens in einer Textdatei (oft sdk_tokens.txt) oder in SQLite (oft zohooauth.db) auf. Latchkey liest eine solche Datei, zeigt, was darin steht, und übernimmt, was Sie wählen. Die Datei bleibt, wie sie ist.',
		source: 'Wo der Speicher liegt',
		sources: { file: 'Datei', server: 'MySQL-Server' },
		serverIntro:
			'Ein Programm mit einem Zoho-SDK kann seine Tokens in einer Tabelle auf einem MySQL- oder MariaDB-Server aufbewahren. Latchkey liest die Tabelle, zeigt, was darin steht, und übernimmt, was Sie wählen. Die Tabelle bleibt, wie sie ist.',
		host: 'Host',
		port: 'Port',
		user: 'Benutzer',
		password: 'Passwort',
		passwordHint: 'Geht nur an diesen Server. Es wird nicht aufbewahrt.',
		database: 'Datenbank',
		table: 'Tabelle',
		read: 'Tabelle lesen…',
		reading: 'Wird gelesen…',
		tableStays:
			'Die Tabelle bleibt, wie sie ist: Wer sie lesen darf, hat diese Geheimnisse. Der sichere Weg ist, sich erneut anzumelden und Latchkey die alten Tokens widerrufen zu lassen.',
		tableTitle: 'Die Tabelle',
		choose: 'Datei wählen…',
		another: 'Anderen Speicher wählen…',
		from: (file) => `Einträge in ${file}`,
		none: 'Es stehen keine Einträge darin.',
		place: 'Rechenzentrum der Einträge, die ihres nicht nennen',
		unknownPlace: 'Nicht bekannt',
		record: (number) => `Eintrag ${number}`,
		client: 'API-Client',
		held: (alias) => `hier vorhanden als ${alias}`,
		refused: 'kann nicht importiert werden',
		all: 'Alle neuen',
		customer: 'Kunde',
		customerHint: 'Optional. Für alles, was Sie importieren.',
		check: 'Jede prüfen',
		checkHint: 'Nutzt jede einmal. Sonst sind sie „noch nicht geprüft“.',
		import: (count) => counted(count, { one: '# Eintrag importieren', other: '# Einträge importieren' }),
		importing: 'Wird importiert…',
		done: (count) => counted(count, { one: '# Eintrag ist importiert', other: '# Einträge sind importiert' }),
		failed: (count) => counted(count, { one: '# Eintrag hat ein Problem', other: '# Einträge haben ein Problem' }),
		importedAs: (alias) => `importiert als ${alias}`,
		checkFailed: (alias) => `importiert als ${alias}, die Prüfung schlug fehl`,
		shredTitle: 'Die Klartextdatei',
		shredText:
			'Ihre Geheimnisse sind jetzt hier aufbewahrt und liegen noch in der Datei, lesbar für alle, die sie öffnen können. Das Schreddern überschreibt sie einmal mit Zufallsbytes und entfernt sie. Das ist kein Beweis: SSDs, Copy-on-write-Datenträger, Journale, Snapshots und Sicherungen können die alten Bytes behalten. Der sichere Weg ist, sich erneut anzumelden und Latchkey die alten Tokens widerrufen zu lassen.',
		left: (count) =>
			counted(count, {
				one: 'Sie kann noch nicht geschreddert werden: # ihrer Einträge ist hier nicht vorhanden.',
				other: 'Sie kann noch nicht geschreddert werden: # ihrer Einträge sind hier nicht vorhanden.',
			}),
		shred: 'Datei schreddern…',
		shredded: 'Die Datei wurde überschrieben und entfernt.',
		close: 'Schließen',
	},
};
