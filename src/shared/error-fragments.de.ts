/**
 * What the core puts into the details of an error, in German. `{name}` stands for what differs. What is not here (the name of a network
 * error, an answer of Zoho) is shown as it came.
 */
export const germanFragments: readonly (readonly [english: string, german: string])[] = [
	// The network.
	['its name was not found', 'der Name wurde nicht gefunden'],
	['no name lookup: probably offline', 'keine Namensauflösung: vermutlich offline'],
	['the connection was refused', 'die Verbindung wurde abgelehnt'],
	['the connection was cut', 'die Verbindung wurde unterbrochen'],
	['the connection timed out', 'Zeitüberschreitung'],
	['no network', 'kein Netz'],
	['no route', 'kein Weg dorthin'],
	['no answer in {seconds} s', 'keine Antwort in {seconds} s'],
	['too many requests', 'zu viele Anfragen'],
	['what answered does not speak TLS 1.2 or newer', 'die Gegenstelle spricht kein TLS 1.2 oder neuer'],
	['the proxy opened no tunnel', 'der Proxy hat keinen Tunnel geöffnet'],
	['its certificate has expired', 'das Zertifikat ist abgelaufen'],
	[
		"its certificate is not valid yet; this machine's clock may be wrong",
		'das Zertifikat gilt noch nicht; vielleicht geht die Uhr dieses Computers falsch',
	],
	['its certificate is self-signed', 'das Zertifikat ist selbst ausgestellt'],
	[
		'its certificate is not trusted; a company proxy needs NODE_EXTRA_CA_CERTS',
		'dem Zertifikat wird nicht vertraut; ein Firmenproxy braucht NODE_EXTRA_CA_CERTS',
	],
	['its certificate is for another host', 'das Zertifikat gilt für einen anderen Host'],

	// Answers.
	['an empty answer', 'eine leere Antwort'],
	['not a JSON object', 'kein JSON-Objekt'],
	['no locations in it', 'ohne Standorte'],
	['an org or user without an id', 'eine Org oder ein Benutzer ohne ID'],
	['no "{list}" in it', 'ohne „{list}“'],
	['neither a token nor an error', 'weder Token noch Fehler'],
	['an access token with strange characters', 'ein Access-Token mit fremden Zeichen'],
	['a refresh token with strange characters', 'ein Refresh-Token mit fremden Zeichen'],
	['no user code', 'kein Code zum Eingeben'],
	['no device code', 'kein Gerätecode'],
	['a page of another host', 'eine Seite eines anderen Hosts'],
	['the token still works', 'das Token gilt noch'],
	['an answer got lost on the way', 'eine Antwort ging unterwegs verloren'],
	['the sealed answer does not open', 'die versiegelte Antwort lässt sich nicht öffnen'],
	['its revoke is queued', 'der Widerruf steht noch aus'],

	// Coming back from the browser.
	['it has no code', 'sie enthält keinen Code'],
	['"{name}" stands there twice', '„{name}“ steht zweimal darin'],
	['it belongs to no sign-in that waits', 'sie gehört zu keiner wartenden Anmeldung'],
	['a location without an accounts server', 'ein Standort ohne Accounts-Server'],
	['its location and its accounts server disagree', 'Standort und Accounts-Server passen nicht zusammen'],
	['{org}, production ({email})', '{org}, Produktion ({email})'],
	['{org}, sandbox ({email})', '{org}, Sandbox ({email})'],
	['{org}, developer ({email})', '{org}, Developer ({email})'],
	['{org}, unknown ({email})', '{org}, Umgebung unbekannt ({email})'],
	[
		'The other one is connected already as "{alias}"; the new token was given back.',
		'Die andere ist schon als „{alias}“ verbunden; das neue Token wurde zurückgegeben.',
	],
	[
		'The other one is kept apart as "{alias}", not checked yet.',
		'Die andere ist als „{alias}“ zurückgestellt und noch nicht geprüft.',
	],

	// What a person typed.
	['That is no {what}.', 'Das ist kein gültiger Wert.'],
	['it is not a URL', 'das ist keine URL'],
	['it must begin with http://', 'sie muss mit http:// beginnen'],
	['the host is not this machine', 'der Host ist nicht dieser Computer'],
	['it has a user, a query or a fragment', 'sie hat einen Benutzer, eine Abfrage oder ein Fragment'],
	['it needs a port from 1024 to 65535', 'sie braucht einen Port von 1024 bis 65535'],
	['write it as {url}', 'schreiben Sie sie als {url}'],
	['its name must have 1 to 100 characters on one line', 'der Name braucht 1 bis 100 Zeichen in einer Zeile'],
	['its name must have 1 to 60 characters on one line', 'der Name braucht 1 bis 60 Zeichen in einer Zeile'],
	['the client id must be one word', 'die Client-ID muss ein Wort sein'],
	['the client secret must be one word', 'das Client-Secret muss ein Wort sein'],
	[
		'the client secret must be one word of at most 1,500 characters',
		'das Client-Secret muss ein Wort von höchstens 1.500 Zeichen sein',
	],
	['its type, {type}, has no redirect URI', 'der Typ {type} hat keine Redirect-URI'],
	['its type, {type}, needs a redirect URI', 'der Typ {type} braucht eine Redirect-URI'],
	['"{name}" is of the other kind', '„{name}“ ist von der anderen Art'],
	['"{name}" and {dataCenter} are not of one kind', '„{name}“ und {dataCenter} sind nicht von einer Art'],
	[
		'"{tag}" is no tag: 1 to 32 letters, digits, dots, dashes or underscores',
		'„{tag}“ ist kein Schlagwort: 1 bis 32 Buchstaben, Ziffern, Punkte, Binde- oder Unterstriche',
	],
	['more than {count} tags', 'mehr als {count} Schlagwörter'],
	['the notes are longer than {count} characters', 'die Notizen sind länger als {count} Zeichen'],
	['the notes are not plain Unicode text', 'die Notizen sind kein reiner Unicode-Text'],
	[
		"the customer's name must have up to 200 characters on one line",
		'der Name des Kunden darf bis zu 200 Zeichen in einer Zeile haben',
	],

	['without a refresh token it would end within the hour', 'ohne Refresh-Token wäre es in einer Stunde zu Ende'],
	['it has no refresh, grant or access token', 'es hat weder Refresh-, Grant- noch Access-Token'],
	['its expiry is not a time in milliseconds', 'der Ablauf ist keine Zeit in Millisekunden'],
	['a value is not plain Unicode text', 'ein Wert ist kein reiner Unicode-Text'],
	['its first line is not that of a token file', 'die erste Zeile ist nicht die einer Token-Datei'],
	['it has no table oauthtoken', 'sie hat keine Tabelle oauthtoken'],
	['its table oauthtoken has no column {column}', 'die Tabelle oauthtoken hat keine Spalte {column}'],
	['another process is writing to it', 'ein anderer Prozess schreibt gerade hinein'],

	// What still holds something.
	['{count} of its records is not held here', '{count} der Einträge ist hier nicht vorhanden'],
	['{count} of its records are not held here', '{count} der Einträge sind hier nicht vorhanden'],
	['a connection', 'eine Verbindung'],
	['{count} connections', '{count} Verbindungen'],
	['a sign-in on its way', 'eine laufende Anmeldung'],
	['a revoke that waits for the network', 'ein Widerruf, der auf das Netz wartet'],
	['a sign-in or a revoke on its way', 'eine laufende Anmeldung oder ein laufender Widerruf'],
	['port {port} is taken by {program}', 'Port {port} ist belegt ({program})'],
	['port {port} is taken', 'Port {port} ist belegt'],

	// MySQL.
	['the table is missing', 'die Tabelle fehlt'],
	['the database is missing', 'die Datenbank fehlt'],
	['the user may not use the database', 'der Benutzer darf die Datenbank nicht nutzen'],
	['user or password are not accepted', 'Benutzer oder Passwort werden nicht angenommen'],
	['nobody answers there', 'dort antwortet niemand'],
	['there is no such host', 'diesen Host gibt es nicht'],
	['no answer within {time} ms', 'keine Antwort innerhalb von {time} ms'],
	[
		'the name of the table is not letters, digits and underscores',
		'der Name der Tabelle besteht nicht aus Buchstaben, Ziffern und Unterstrichen',
	],

	// This computer.
	['its key is not as it was written', 'sein Schlüssel ist nicht mehr der, der geschrieben wurde'],
	['{check} found damage', '{check} fand Schäden'],
	['it did not give back what was written', 'er gab nicht zurück, was geschrieben wurde'],
	['no D-Bus session, so no keyring', 'keine D-Bus-Sitzung, also kein Schlüsselbund'],
	[
		'no answer in {seconds} s; it may be locked or waiting for you to unlock it',
		'keine Antwort in {seconds} s; vielleicht ist er gesperrt oder wartet darauf, entsperrt zu werden',
	],
	['its process ended unexpectedly', 'sein Prozess endete unerwartet'],
	['the main process did not answer', 'der Hauptprozess hat nicht geantwortet'],
	['Latchkey is closing', 'Latchkey wird beendet'],
	['everybody may write to this folder', 'alle dürfen in diesen Ordner schreiben'],
	['The backup of {time} UTC is whole: `{command}`', 'Die Sicherung vom {time} UTC ist heil: `{command}`'],
	[
		'There is no backup of it; move it aside to begin anew',
		'Es gibt keine Sicherung; legen Sie sie beiseite, um neu zu beginnen',
	],
	['it is a symbolic link', 'es ist ein symbolischer Link'],
	['it has a second name (hard link)', 'es hat einen zweiten Namen (Hardlink)'],
	['it belongs to another user', 'es gehört einem anderen Benutzer'],
	['Zoho limits token calls', 'Zoho begrenzt Token-Abrufe'],
];
