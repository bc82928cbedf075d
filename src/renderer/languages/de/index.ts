import { germanScopes } from '../../../shared/scope-words.ts';
import { germanNotices } from '../../../shared/sign-in-notices.ts';
import type { Words } from '../en/index.ts';
import { connect } from './connect.ts';
import { connection } from './connection.ts';
import { connectionList } from './connection-list.ts';
import { general } from './general.ts';
import { imports } from './imports.ts';
import { settings } from './settings.ts';

// One word for one thing:
//
// | connection         | Verbindung         | sign in, sign-in   | anmelden, Anmeldung          |
// | API client         | API-Client         | re-authenticate    | erneut anmelden              |
// | customer           | Kunde              | refresh            | erneuern                     |
// | data center        | Rechenzentrum      | check              | prüfen                       |
// | org                | Org (die)          | revoke             | widerrufen                   |
// | environment        | Umgebung           | forget             | vergessen                    |
// | keychain           | Schlüsselbund      | kept apart         | zurückgestellt               |
// | access token       | Access-Token       | lock, unlock       | sperren, entsperren          |
// | refresh token      | Refresh-Token      | clipboard          | Zwischenablage               |
// | client secret      | Client-Secret      | way in             | Zugang                       |
// | redirect URI       | Redirect-URI       | practice           | Übung                        |
// | scope              | Scope              | pin                | anheften                     |
// | API console        | API-Konsole        | tag                | Schlagwort                   |
// | host               | Host               | note               | Notiz                        |
// | secrets, together  | Geheimnisse        | token slot         | Token-Platz                  |
// | use                | nutzen             | needs attention    | zu erledigen                 |

/** Every text of the window, in German: formal and plain. */
export const de: Words = {
	locale: 'de-DE',
	direction: 'ltr',
	appName: 'Latchkey',
	messages: 'Meldungen',
	scopes: germanScopes,
	notices: germanNotices,
	...general,
	...connectionList,
	...connection,
	...connect,
	...imports,
	...settings,
};
