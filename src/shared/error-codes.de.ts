import type { ErrorCode } from './error-codes.ts';

/** What the German table says of a code; the CLI speaks English, so the next step is the window's. */
interface GermanRow {
	readonly sentence: string;
	readonly hint: string;
}

/** The closed list of errors in German, with the same details as in error-codes.ts. */
export const germanErrors: Readonly<Record<ErrorCode, GermanRow>> = {
	USAGE: { sentence: '{problem}', hint: 'Korrigieren Sie die Eingabe und versuchen Sie es erneut.' },
	CANCELLED: { sentence: 'Abgebrochen. Es wurde nichts geändert.', hint: 'Beginnen Sie neu, wenn Sie so weit sind.' },
	INTERNAL: {
		sentence: 'In Latchkey ist etwas schiefgegangen: {problem}',
		hint: 'Versuchen Sie es erneut. Geschieht es wieder, melden Sie es mit den Schritten, die dahin führten.',
	},
	OUTPUT_FAILED: {
		sentence: 'Das Ergebnis konnte nicht oder nicht ganz geschrieben werden ({problem}).',
		hint: 'Schaffen Sie Platz, wo die Ausgabe hingeht. Was der Befehl sonst getan hat, ist getan; `latchkey audit` zeigt es.',
	},
	TIMED_OUT: {
		sentence: 'Das dauert länger als {seconds} s, weil ein anderer Latchkey-Prozess mit derselben Verbindung arbeitet.',
		hint: 'Versuchen Sie es gleich noch einmal.',
	},

	CONNECTION_UNKNOWN: {
		sentence: 'Keine Verbindung heißt „{target}“.',
		hint: 'Vielleicht wurde sie inzwischen in der Befehlszeile vergessen.',
	},
	NOT_ONE_CONNECTION: {
		sentence: 'Es braucht genau eine Verbindung: {problem}',
		hint: 'Nennen Sie die Verbindung oder wählen Sie andere Filter.',
	},
	CUSTOMER_UNKNOWN: {
		sentence: 'Keine Verbindung gehört zu einem Kunden namens „{customer}“.',
		hint: 'Die Liste zeigt die Kunden.',
	},
	CONNECTION_REVOKED: {
		sentence: '„{alias}“ ist widerrufen und hat kein Token mehr.',
		hint: 'Melden Sie die Verbindung erneut an oder vergessen Sie sie.',
	},
	CONNECTION_HELD: {
		sentence: '„{alias}“ hat noch ein Refresh-Token, das Zoho akzeptiert.',
		hint: 'Widerrufen Sie die Verbindung zuerst.',
	},
	ALIAS_TAKEN: {
		sentence: 'Der Alias „{alias}“ ist schon vergeben.',
		hint: 'Wählen Sie einen anderen Alias oder melden Sie die vorhandene Verbindung erneut an.',
	},
	ALIAS_REFUSED: {
		sentence: '„{alias}“ kann kein Alias sein.',
		hint: 'Erlaubt sind 1 bis 64 Buchstaben, Ziffern, Punkte, Binde- oder Unterstriche, mit einem Buchstaben oder einer Ziffer am Anfang.',
	},

	API_CLIENT_UNKNOWN: {
		sentence: 'Kein API-Client heißt „{name}“.',
		hint: 'Wählen Sie einen anderen oder fügen Sie ihn hinzu.',
	},
	API_CLIENT_EXISTS: {
		sentence: 'Einen API-Client namens „{name}“ gibt es schon.',
		hint: 'Wählen Sie einen anderen Namen oder entfernen Sie zuerst den alten.',
	},
	API_CLIENT_IN_USE: {
		sentence: 'Der API-Client „{name}“ wird noch gebraucht: {count}.',
		hint: 'Widerrufen und vergessen Sie diese Verbindungen zuerst.',
	},
	LABEL_REFUSED: {
		sentence: 'Das lässt sich nicht speichern: {problem}.',
		hint: 'Korrigieren Sie es und versuchen Sie es erneut.',
	},
	API_CLIENT_REFUSED: {
		sentence: 'Dieser API-Client lässt sich nicht speichern: {problem}',
		hint: 'Korrigieren Sie ihn und versuchen Sie es erneut.',
	},
	API_CLIENT_WITHOUT_BROWSER: {
		sentence: '„{name}“ ist vom Typ {type}: Damit kann sich niemand in einem Browser anmelden.',
		hint: 'Nehmen Sie den Zugang dieses Typs oder einen anderen API-Client.',
	},
	REDIRECT_URI_REFUSED: {
		sentence: '„{uri}“ kann hier keine Redirect-URI sein: {problem}',
		hint: 'Nehmen Sie http auf localhost oder 127.0.0.1 mit Port und Pfad, etwa http://localhost:8917/callback, genau wie bei Zoho eingetragen.',
	},
	CLIENT_SECRET_MISSING: {
		sentence: 'Der API-Client „{name}“ hat kein Client-Secret für {dataCenter}.',
		hint: 'Fügen Sie den API-Client noch einmal hinzu, mit demselben Namen, derselben Client-ID und dem Secret von {dataCenter}. Zoho gibt jedem Rechenzentrum ein eigenes.',
	},
	SCOPE_REFUSED: {
		sentence: '„{scope}“ ist kein Scope.',
		hint: 'Scopes sehen aus wie ZohoCRM.modules.READ und werden durch Kommas getrennt.',
	},

	DATA_CENTER_UNKNOWN: {
		sentence: 'Es gibt kein Rechenzentrum „{id}“.',
		hint: 'Wählen Sie ein anderes.',
	},
	DATA_CENTER_EXISTS: {
		sentence: 'Das Rechenzentrum „{id}“ gibt es schon, oder ein anderes hat denselben Accounts-Host.',
		hint: 'Wählen Sie einen anderen Namen und einen anderen Host.',
	},
	DATA_CENTER_IN_USE: {
		sentence: 'Das Rechenzentrum „{id}“ wird noch gebraucht: {count}.',
		hint: 'Widerrufen und vergessen Sie diese Verbindungen zuerst.',
	},
	DATA_CENTER_REFUSED: {
		sentence: 'Dieses Rechenzentrum lässt sich nicht hinzufügen: {problem}',
		hint: 'Korrigieren Sie es und versuchen Sie es erneut. Eine Adresse beginnt mit https (oder http auf localhost), ohne Benutzer, Abfrage und Pfad.',
	},
	DATA_CENTER_BUILT_IN: {
		sentence: 'Das Rechenzentrum „{id}“ ist fest eingebaut und lässt sich nicht entfernen.',
		hint: 'Entfernen lassen sich nur Rechenzentren, die Sie hinzugefügt haben.',
	},

	PORT_BUSY: {
		sentence: 'Zoho konnte die Anmeldung nicht zurückschicken: {taken}.',
		hint: 'Schließen Sie dieses Programm und versuchen Sie es erneut, oder tragen Sie eine zweite Redirect-URI mit einem anderen Port ein.',
	},
	SIGN_IN_DENIED: {
		sentence: 'Die Zustimmung wurde bei Zoho abgelehnt. Es wurde nichts gespeichert.',
		hint: 'Beginnen Sie die Anmeldung neu und wählen Sie „Akzeptieren“.',
	},
	SIGN_IN_REFUSED: {
		sentence: 'Zoho hat die Anmeldung abgelehnt ({reason}). Es wurde nichts gespeichert.',
		hint: 'Prüfen Sie den API-Client und seine Scopes in der API-Konsole und versuchen Sie es erneut.',
	},
	SIGN_IN_TIMED_OUT: {
		sentence: 'Innerhalb von 5 Minuten kam niemand aus dem Browser zurück. Es wurde nichts gespeichert.',
		hint: 'Beginnen Sie neu. Hat Zoho eine Fehlerseite gezeigt, liegt es meist an der Client-ID oder der Redirect-URI.',
	},
	SIGN_IN_CANCELLED: {
		sentence: 'Die Anmeldung wurde abgebrochen. Es wurde nichts gespeichert.',
		hint: 'Beginnen Sie neu, wenn Sie so weit sind.',
	},
	SIGN_IN_OUTCOME_UNKNOWN: {
		sentence: 'Der Anmeldecode ging an Zoho, aber niemand weiß, was daraus wurde: {problem}.',
		hint: 'Melden Sie sich noch einmal an. Vielleicht ist einer der 20 Token-Plätze dieses Benutzers belegt.',
	},
	SIGN_IN_UNFINISHED: {
		sentence: 'Zoho hat die Tokens ausgestellt, aber sie konnten noch nicht geprüft werden: {problem}',
		hint: 'Sie sind versiegelt aufbewahrt. Prüfen Sie eine beliebige Verbindung oder starten Sie Latchkey neu, dann wird die Anmeldung abgeschlossen.',
	},
	SIGN_IN_UNKNOWN: { sentence: 'Diese Anmeldung wartet nicht mehr.', hint: 'Beginnen Sie eine neue.' },
	CALLBACK_INVALID: {
		sentence: 'Der Browser kam mit einer Antwort zurück, die nicht von Zoho ist: {problem}',
		hint: 'Beginnen Sie neu. Es wurde nichts irgendwohin geschickt.',
	},
	ACCOUNTS_SERVER_UNKNOWN: {
		sentence:
			'Der Browser nannte einen Accounts-Server, der zu keinem bekannten Rechenzentrum gehört ({server}). Code und Secret wurden nirgendwohin geschickt.',
		hint: 'Ist es ein neues Rechenzentrum von Zoho, fügen Sie es mit `latchkey data-center add` hinzu. Andernfalls hat vielleicht jemand die Anmeldung manipuliert.',
	},
	DATA_CENTER_MISMATCH: {
		sentence:
			'Diese Verbindung gehört zu {expected}, aber die Anmeldung kam von {actual} zurück. Die alte Verbindung ist unverändert.',
		hint: 'Melden Sie sich mit demselben Zoho-Benutzer an wie zuvor, oder verbinden Sie die andere Org als neue Verbindung.',
	},
	WRONG_ORG: {
		sentence:
			'Sie haben sich bei {actual} angemeldet, aber „{alias}“ ist {expected}. „{alias}“ ist unverändert. {outcome}',
		hint: 'Wechseln Sie im Browser den Benutzer und melden Sie „{alias}“ dann erneut an.',
	},
	ENVIRONMENT_MISMATCH: {
		sentence: 'Sie haben {expected} erwartet, sich aber bei {actual} angemeldet. {outcome}',
		hint: 'Prüfen Sie die Verbindung, um sie zu behalten, oder widerrufen Sie sie. Für die andere verbinden Sie erneut und wählen deren Org.',
	},
	PARKED: {
		sentence:
			'Entstanden bei einer erneuten Anmeldung von „{alias}“, aber mit anderer Org, anderem Benutzer oder anderer Umgebung.',
		hint: 'Prüfen Sie die Verbindung, um sie zu behalten, oder widerrufen Sie sie.',
	},
	REFRESH_TOKEN_MISSING: {
		sentence:
			'Zoho hat kein Refresh-Token geschickt; die Verbindung wäre in einer Stunde zu Ende. Es wurde nichts gespeichert.',
		hint: 'Melden Sie sich noch einmal an und stimmen Sie zu. Geschieht es wieder, entfernen Sie die App zuerst unter Zoho Accounts > Sitzungen > Verbundene Apps.',
	},
	ORG_UNREADABLE: {
		sentence:
			'Zoho hat ein Token ausgestellt, das die eigene Org und den eigenen Benutzer nicht lesen darf ({reason}). Es wurde nichts gespeichert.',
		hint: 'Erlauben Sie die Scopes ZohoCRM.org.READ und ZohoCRM.users.READ sowie den API-Zugriff im Profil des Benutzers.',
	},

	NEEDS_REAUTH: {
		sentence: 'Zoho akzeptiert die Anmeldung von „{alias}“ nicht mehr.',
		hint: 'Melden Sie die Verbindung erneut an, um sie weiter zu nutzen.',
	},
	LIMITED: {
		sentence: 'Zoho begrenzt Token-Abrufe; „{alias}“ ist bis {until} pausiert.',
		hint: 'Versuchen Sie es danach erneut. Die Zugangsdaten sind in Ordnung.',
	},
	INVALID_CLIENT: {
		sentence: 'Zoho kennt diese Client-ID in {dataCenter} nicht.',
		hint: 'Prüfen Sie die Client-ID und ob der API-Client in der API-Konsole für dieses Rechenzentrum aktiviert ist.',
	},
	INVALID_CLIENT_SECRET: {
		sentence: 'Zoho hat das Client-Secret in {dataCenter} abgelehnt.',
		hint: 'Jedes Rechenzentrum hat ein eigenes Secret, sofern die API-Konsole nichts anderes sagt. Fügen Sie den API-Client noch einmal hinzu, mit demselben Namen, derselben Client-ID und dem richtigen Secret.',
	},
	INVALID_REDIRECT_URI: {
		sentence: 'Die Redirect-URI {uri} ist bei Zoho nicht eingetragen.',
		hint: 'Tragen Sie genau diesen Text in der API-Konsole ein: {uri}',
	},
	INVALID_CODE: {
		sentence: 'Zoho hat diesen Anmeldecode oder dieses Refresh-Token nicht akzeptiert.',
		hint: 'Melden Sie sich noch einmal an. Ein Code gilt einmal und wenige Minuten; ein Refresh-Token gehört zu einem API-Client und Rechenzentrum und kann widerrufen sein.',
	},
	PROVIDER_REFUSED: {
		sentence: 'Zoho hat „{reason}“ geantwortet.',
		hint: 'Versuchen Sie es erneut; bleibt es dabei, prüfen Sie den API-Client in der API-Konsole.',
	},
	PROVIDER_MALFORMED: {
		sentence: '{host} hat eine unlesbare Antwort geschickt ({problem}).',
		hint: 'Vielleicht antwortet ein Proxy oder eine Anmeldeseite des Netzes anstelle von Zoho. Öffnen Sie den Host in einem Browser und versuchen Sie es erneut.',
	},
	PROVIDER_UNREACHABLE: {
		sentence: '{host} ist nicht erreichbar ({problem}). Die Zugangsdaten sind vermutlich in Ordnung.',
		hint: 'Prüfen Sie Netz und Proxy und versuchen Sie es erneut.',
	},
	OFFLINE: {
		sentence: 'Dieser Computer ist offline, darum ist {host} nicht erreichbar ({problem}).',
		hint: 'Verbinden Sie ihn mit einem Netz und versuchen Sie es erneut. Kein Status wurde geändert.',
	},
	API_DOMAIN_UNKNOWN: {
		sentence:
			'Zoho nannte einen API-Host, der nicht zu {dataCenter} gehört ({server}). Das Token wurde nirgendwohin geschickt und nicht gespeichert.',
		hint: 'Aktualisieren Sie Latchkey oder fügen Sie das Rechenzentrum mit `latchkey data-center add` hinzu.',
	},
	REVOKE_QUEUED: {
		sentence:
			'Zoho konnte den Widerruf von „{alias}“ nicht bestätigen ({problem}). Latchkey bewahrt das Token versiegelt auf und versucht es wieder.',
		hint: 'Widerrufen Sie erneut, wenn das Netz wieder da ist.',
	},

	COMMAND_LINE_REFUSED: {
		sentence: 'Das Befehlszeilenprogramm konnte nicht in {path} abgelegt oder entfernt werden: {problem}.',
		hint: 'Latchkey ändert keine Datei eines anderen Programms. Legen Sie sie beiseite und versuchen Sie es erneut.',
	},
	APP_LOCKED: { sentence: 'Latchkey ist gesperrt.', hint: 'Entsperren Sie es und versuchen Sie es erneut.' },
	BROWSER_FAILED: {
		sentence: 'Der Browser „{name}“ ließ sich nicht starten ({problem}).',
		hint: 'Wählen Sie in den Einstellungen einen anderen oder den des Systems.',
	},
	KEYCHAIN_LOCKED: {
		sentence: 'Der Schlüsselbund ist gesperrt. Es wurde nichts geändert.',
		hint: 'Entsperren Sie ihn (den Schlüsselbund Ihrer Anmeldung, oder die Passphrase, wo Sie eine gewählt haben) und versuchen Sie es erneut.',
	},
	KEYCHAIN_UNAVAILABLE: {
		sentence:
			'Der Schlüsselbund ist nicht nutzbar ({problem}). Latchkey speichert Geheimnisse niemals stattdessen in einfachen Dateien.',
		hint: 'Starten Sie unter Linux einen Secret Service wie gnome-keyring in Ihrer Sitzung. Die Liste bleibt lesbar.',
	},
	KEYCHAIN_CHANGED: {
		sentence:
			'Es antwortet ein anderer Schlüsselbund als der, in dem die Geheimnisse liegen: Es war {before}, jetzt ist es {now}. Es wurde nichts hineingeschrieben.',
		hint: 'Starten Sie den ersten wieder, dann geht alles wie zuvor. Ist er für immer verloren, geben Sie in einem Terminal `latchkey vault adopt` ein; danach muss jede Verbindung neu angemeldet werden.',
	},
	KEYCHAIN_EMPTIED: {
		sentence:
			'Der Schlüsselbund ({keychain}) ist offen, aber nichts von dem, was Latchkey darin gespeichert hat, ist noch da (fehlende Geheimnisse: {entries}). Vermutlich wurde er geleert oder ersetzt, wie beim Zurücksetzen des Anmeldekennworts. Es wurde nichts gelöscht oder überschrieben.',
		hint: 'Holen Sie den Schlüsselbund aus einer Sicherung zurück, dann geht alles wie zuvor. Ist er für immer verloren, fügen Sie die Client-Secrets neu hinzu und melden die Verbindungen neu an.',
	},
	PASSPHRASE_WRONG: {
		sentence: 'Die Passphrase ist nicht die des Tresors. Es wurde nichts geändert.',
		hint: 'Geben Sie sie noch einmal ein, oder korrigieren Sie die Datei, die LATCHKEY_PASSPHRASE_FILE nennt.',
	},
	VAULT_DAMAGED: {
		sentence: 'Der Tresor {path} ist beschädigt ({problem}); an der Passphrase liegt es nicht.',
		hint: 'Behalten Sie die Datei; es wurde nichts gelöscht. {remedy}.',
	},
	VAULT_KEY_LOST: {
		sentence:
			'Der Schlüsselbund ist offen, aber der Eintrag darin, der {path} öffnet, fehlt oder ist ein anderer. Vermutlich wurde er gelöscht oder der Schlüsselbund zurückgesetzt. Es wurde nichts geändert.',
		hint: 'Holen Sie den Schlüsselbund aus einer Sicherung zurück, dann geht alles wie zuvor. Sonst geben Sie in einem Terminal `latchkey vault recover` mit der Wiederherstellungs-Passphrase ein; wurde keine gesetzt, beginnt `latchkey vault adopt` von vorn.',
	},
	SECRET_UNREADABLE: {
		sentence: 'Der Schlüsselbund hat keinen lesbaren Eintrag für „{alias}“.',
		hint: 'Wurde der Schlüsselbund zurückgesetzt oder wiederhergestellt, melden Sie die Verbindung erneut an.',
	},

	EXPORT_REFUSED: {
		sentence: 'Das Token lässt sich in der Form „{format}“ nicht schreiben: {problem}.',
		hint: 'Die Form json nimmt jeden Text auf.',
	},

	PROMPT_REFUSED: {
		sentence: 'Hier käme eine Frage: {question} Mit --no-prompt wird niemand gefragt.',
		hint: 'Beantworten Sie sie mit {answer}.',
	},
	BINDING_REFUSED: {
		sentence: '{path} ist nicht nutzbar: {problem}',
		hint: 'Korrigieren oder entfernen Sie die Datei, oder nennen Sie die Verbindung.',
	},
	EXEC_NESTED: {
		sentence: 'Das läuft schon innerhalb von `latchkey exec` für „{active}“ (LATCHKEY_ACTIVE ist gesetzt).',
		hint: 'Starten Sie beide nebeneinander, oder entfernen Sie LATCHKEY_ACTIVE, wo Sie wissen, dass es ein Rest ist.',
	},
	PRODUCTION_REFUSED: {
		sentence: '„{alias}“ {what}. Es wurde nichts ausgeführt.',
		hint: 'Wenn Sie es so meinen: --allow-production, oder `"allowProduction": true` in der Datei .latchkey des Ordners.',
	},
	PROGRAM_NOT_FOUND: {
		sentence: 'Es gibt kein Programm „{program}“.',
		hint: 'Prüfen Sie den Namen und den PATH. Was nur eine Shell kennt, braucht eine: `-- sh -c "..."`.',
	},
	PROGRAM_NOT_STARTED: {
		sentence: '„{program}“ konnte nicht gestartet werden ({problem}).',
		hint: 'Prüfen Sie, ob es ein Programm ist und ob Sie es ausführen dürfen.',
	},

	PRACTICE_MIX: {
		sentence: 'Übung und echte Verbindungen bleiben getrennt: {problem}',
		hint: 'Nehmen Sie einen Übungs-API-Client mit einem Übungs-Rechenzentrum und einen echten mit einem echten.',
	},
	PRACTICE_UNAVAILABLE: {
		sentence: 'Das Übungs-CRM konnte nicht starten: {problem}',
		hint: 'Schließen Sie das Programm, das den Port belegt, und versuchen Sie es erneut.',
	},

	STORE_NEWER: {
		sentence: 'Die Datenbank stammt von einem neueren Latchkey (Version {found}; dieses kennt {known}).',
		hint: 'Aktualisieren Sie Latchkey. Es wurde nichts gelesen oder geändert.',
	},
	STORE_DAMAGED: {
		sentence: 'Die Datenbank {path} ist beschädigt ({problem}).',
		hint: 'Behalten Sie die Datei; es wurde nichts gelöscht. {remedy}.',
	},
	FILE_UNREADABLE: {
		sentence: '{path} lässt sich nicht lesen: {problem}.',
		hint: 'Nennen Sie eine Datei, die es gibt und die Sie lesen dürfen. Es wurde nichts geändert.',
	},
	BUNDLE_REFUSED: {
		sentence: '{path} lässt sich nicht importieren: {problem}.',
		hint: 'Nennen Sie eine Datei, die `latchkey export bundle` geschrieben hat, oder schreiben Sie sie dort neu. Es wurde nichts geändert.',
	},
	BUNDLE_CLOSED: {
		sentence: '{path} lässt sich nicht öffnen: die Passphrase ist eine andere, oder die Datei ist beschädigt.',
		hint: 'Versuchen Sie die Passphrase noch einmal; stimmt sie, exportieren Sie das Bündel erneut. Es wurde nichts geändert.',
	},
	STORE_IN_USE: {
		sentence: 'Ein anderes Latchkey oder ein Programm, das es nutzt, hat die Datenbank {path} geöffnet.',
		hint: 'Schließen Sie die App und was sonst mit Latchkey läuft, und versuchen Sie es erneut. Es wurde nichts geändert.',
	},
	BACKUP_REFUSED: {
		sentence: '{path} lässt sich nicht wiederherstellen: {problem}.',
		hint: '`latchkey backup list` zeigt die Sicherungen, bei denen es geht. Es wurde nichts geändert.',
	},
	STORE_UNSAFE: {
		sentence: '{path} ist nicht sicher: {problem}',
		hint: 'Korrigieren Sie Besitzer und Rechte, oder wählen Sie mit LATCHKEY_HOME einen anderen Ordner.',
	},
	STORE_FAILED: {
		sentence: 'Die Datenbank konnte nicht geschrieben werden ({problem}). Es wurde nichts geändert.',
		hint: 'Prüfen Sie freien Platz und Rechte von {path} und versuchen Sie es erneut.',
	},

	TOKEN_UNKNOWN: {
		sentence: 'Der Token-Speicher hat keinen Eintrag „{id}“.',
		hint: 'Gültig sind die IDs, die das Speichern eines Tokens zurückgab; in Latchkey sind es Aliasse und IDs der Liste.',
	},
	TOKEN_REFUSED: {
		sentence: 'Das Token lässt sich nicht speichern: {problem}',
		hint: 'Geben Sie ein Refresh-Token mit Client-ID und Client-Secret, ein Grant-Token oder ein Access-Token an.',
	},
	DELETE_ALL_REFUSED: {
		sentence: 'deleteTokens würde jede Verbindung vergessen. Es wurde nichts gelöscht.',
		hint: 'Löschen Sie eine über ihre ID, oder öffnen Sie den Speicher mit der Option allowDeleteAll.',
	},
	TOKEN_STORE_FAILED: {
		sentence: 'Der Token-Speicher {place} war nicht nutzbar ({problem}).',
		hint: 'Es wurde nichts halb geschrieben. Beheben Sie das Genannte und versuchen Sie es erneut.',
	},
	PLAIN_NETWORK: {
		sentence:
			'{host} ist ein anderer Computer, und {why}: Die Refresh-Tokens und Client-Secrets der Tabelle gingen im Klartext durch das Netz.',
		hint: 'Schalten Sie auf dem Server TLS ein und nehmen Sie seinen Namen. Oder öffnen Sie in einem Terminal einen Tunnel, `ssh -L 3307:localhost:3306 {host}`, und nehmen Sie dann 127.0.0.1 als Host und 3307 als Port.',
	},
	SENDER_REFUSED: { sentence: 'Dieses Fenster darf das nicht anfordern.', hint: 'Starten Sie Latchkey neu.' },
	REQUEST_INVALID: {
		sentence: 'Die Anfrage wurde nicht verstanden ({problem}).',
		hint: 'Starten Sie Latchkey neu.',
	},
};
