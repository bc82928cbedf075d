/** What the closed list says of a code. */
export interface ErrorRow {
	readonly sentence: string;
	/** The next step, in words for the terminal. */
	readonly hint: string;
	/** The next step in the window, where it is another one. */
	readonly inWindow?: string;
	readonly exitCode: number;
}

/**
 * The closed list of errors. Each code has its sentence, the next step for the person, and the CLI's exit code.
 * `{name}` in a text is filled from the error's safe details; a detail never holds a secret.
 *
 * Exit codes: 1 failure, 2 usage or cancelled, 4 needs re-auth, 5 limited, 6 keychain, 7 network or provider, 8 refused by policy; as in a
 * shell 126 and 127 for a program that `exec` cannot start.
 */
export const errorTable = {
	USAGE: {
		sentence: '{problem}',
		hint: 'Run `latchkey {command} --help` for the form.',
		inWindow: 'Correct that, then try again.',
		exitCode: 2,
	},
	CANCELLED: { sentence: 'Cancelled. Nothing was changed.', hint: 'Start again when you are ready.', exitCode: 2 },
	INTERNAL: {
		sentence: 'Something went wrong inside Latchkey: {problem}',
		hint: 'Try again. If it happens again, report it with the steps that led here.',
		exitCode: 1,
	},
	OUTPUT_FAILED: {
		sentence: 'The result could not be written, or not all of it ({problem}).',
		hint: 'Make room where the output goes. What else the command did is done; `latchkey audit` shows it.',
		exitCode: 1,
	},
	TIMED_OUT: {
		sentence:
			'This is taking longer than {seconds} s because another Latchkey process is working on the same connection.',
		hint: 'Try again in a moment.',
		exitCode: 1,
	},

	CONNECTION_UNKNOWN: {
		sentence: 'No connection is called "{target}".',
		hint: '`latchkey list` shows every alias and id.',
		inWindow: 'It may have been forgotten on the command line meanwhile.',
		exitCode: 1,
	},
	NOT_ONE_CONNECTION: {
		sentence: 'One connection is needed, and {problem}',
		hint: 'Name it, or choose other filters; `latchkey list` takes the same ones.',
		exitCode: 8,
	},
	CUSTOMER_UNKNOWN: {
		sentence: 'No connection belongs to a customer called "{customer}".',
		hint: '`latchkey list` shows the customers. Where the records were forgotten, nothing is left to do here.',
		inWindow: 'The list shows the customers.',
		exitCode: 1,
	},
	CONNECTION_REVOKED: {
		sentence: '"{alias}" was revoked; it has no token any more.',
		hint: 'Re-authenticate it (`latchkey reauth {alias}`) or forget it.',
		inWindow: 'Re-authenticate it, or forget it.',
		exitCode: 4,
	},
	CONNECTION_HELD: {
		sentence: '"{alias}" still holds a refresh token that Zoho accepts.',
		hint: 'Revoke it first (`latchkey revoke {alias}`), or pass --yes to leave the token alive at Zoho.',
		inWindow: 'Revoke it first.',
		exitCode: 8,
	},
	ALIAS_TAKEN: {
		sentence: 'The alias "{alias}" is already in use.',
		hint: 'Choose another alias, or re-authenticate the existing connection (`latchkey reauth {alias}`).',
		inWindow: 'Choose another alias, or re-authenticate the existing connection.',
		exitCode: 1,
	},
	ALIAS_REFUSED: {
		sentence: '"{alias}" cannot be an alias.',
		hint: 'Use 1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit.',
		exitCode: 2,
	},

	API_CLIENT_UNKNOWN: {
		sentence: 'No API client is called "{name}".',
		hint: '`latchkey api-client list` shows them; `latchkey api-client add` adds one.',
		inWindow: 'Choose another one, or add it.',
		exitCode: 1,
	},
	API_CLIENT_EXISTS: {
		sentence: 'An API client called "{name}" exists already.',
		hint: 'Choose another name, or remove the old one first.',
		exitCode: 1,
	},
	API_CLIENT_IN_USE: {
		sentence: 'The API client "{name}" is used by {count}.',
		hint: 'Revoke and forget those connections first.',
		exitCode: 8,
	},
	LABEL_REFUSED: {
		sentence: 'That cannot be saved: {problem}.',
		hint: 'Correct it and try again.',
		exitCode: 2,
	},
	API_CLIENT_REFUSED: {
		sentence: 'This API client cannot be saved: {problem}',
		hint: 'Correct it and try again.',
		exitCode: 2,
	},
	API_CLIENT_WITHOUT_BROWSER: {
		sentence: '"{name}" is of the type {type}: nobody can sign in through a browser with it.',
		hint: 'Use the way in of its type: --code-stdin for a self-client, --device for non-browser; or change its type (`latchkey api-client change`).',
		inWindow: 'Use the way in of its type, or another API client.',
		exitCode: 2,
	},
	REDIRECT_URI_REFUSED: {
		sentence: '"{uri}" cannot be a redirect URI here: {problem}',
		hint: 'Use http on localhost or 127.0.0.1 with a port and a path, such as http://localhost:8917/callback, exactly as registered at Zoho.',
		exitCode: 2,
	},
	CLIENT_SECRET_MISSING: {
		sentence: 'The API client "{name}" has no client secret for {dataCenter}.',
		hint: 'Add it: `latchkey api-client add --name {name} --secret-stdin --data-center {dataCenterId}`. Zoho gives each data center its own.',
		inWindow:
			'Add the API client again, with the same name and client id and the secret of {dataCenter}. Zoho gives each data center its own.',
		exitCode: 1,
	},
	SCOPE_REFUSED: {
		sentence: '"{scope}" is not a scope.',
		hint: 'Scopes look like ZohoCRM.modules.READ, separated by commas.',
		exitCode: 2,
	},

	DATA_CENTER_UNKNOWN: {
		sentence: 'There is no data center "{id}".',
		hint: '`latchkey data-center list` shows them.',
		inWindow: 'Choose another one.',
		exitCode: 1,
	},
	DATA_CENTER_EXISTS: {
		sentence: 'The data center "{id}" exists already, or another one has the same accounts host.',
		hint: '`latchkey data-center list` shows them.',
		inWindow: 'Choose another name and another host.',
		exitCode: 1,
	},
	DATA_CENTER_IN_USE: {
		sentence: 'The data center "{id}" is used by {count}.',
		hint: 'Revoke and forget those connections first.',
		exitCode: 8,
	},
	DATA_CENTER_REFUSED: {
		sentence: 'This data center cannot be added: {problem}',
		hint: 'Correct it and try again. A host is an https URL (or http on localhost) without user, query or path.',
		exitCode: 2,
	},
	DATA_CENTER_BUILT_IN: {
		sentence: 'The data center "{id}" is built in and cannot be removed.',
		hint: 'Only data centers that you added can be removed.',
		exitCode: 8,
	},

	PORT_BUSY: {
		sentence: 'Zoho could not send the sign-in back: {taken}.',
		hint: 'Close that program and try again, or register a second redirect URI with another port.',
		exitCode: 1,
	},
	SIGN_IN_DENIED: {
		sentence: 'The consent was declined at Zoho. Nothing was saved.',
		hint: 'Start the sign-in again and choose Accept.',
		exitCode: 2,
	},
	SIGN_IN_REFUSED: {
		sentence: 'Zoho refused the sign-in ({reason}). Nothing was saved.',
		hint: 'Check the API client and its scopes in the API console, then try again.',
		exitCode: 1,
	},
	SIGN_IN_TIMED_OUT: {
		sentence: 'Nobody came back from the browser within 5 minutes. Nothing was saved.',
		hint: 'Start again. If Zoho showed an error page, the client id or the redirect URI is the usual cause.',
		exitCode: 1,
	},
	SIGN_IN_CANCELLED: {
		sentence: 'The sign-in was cancelled. Nothing was saved.',
		hint: 'Start again when you are ready.',
		exitCode: 2,
	},
	SIGN_IN_OUTCOME_UNKNOWN: {
		sentence: 'The sign-in code was sent to Zoho, but nobody knows what became of it: {problem}.',
		hint: 'Sign in again. One of the 20 token slots of that user may be in use.',
		exitCode: 7,
	},
	SIGN_IN_UNFINISHED: {
		sentence: 'Zoho issued the tokens, but they could not be checked yet: {problem}',
		hint: 'They are kept sealed. The next start of the app, or the next `latchkey check`, finishes the sign-in.',
		inWindow: 'They are kept sealed. Check any connection, or start Latchkey again, and the sign-in is finished.',
		exitCode: 7,
	},
	SIGN_IN_UNKNOWN: { sentence: 'That sign-in is no longer waiting.', hint: 'Start a new one.', exitCode: 1 },
	CALLBACK_INVALID: {
		sentence: 'The browser came back with an answer that is not from Zoho: {problem}',
		hint: 'Start again. Nothing was sent anywhere.',
		exitCode: 8,
	},
	ACCOUNTS_SERVER_UNKNOWN: {
		sentence:
			'The browser named an accounts server that is no known data center ({server}). The code and the secret were sent nowhere.',
		hint: 'If this is a new Zoho data center, add it with `latchkey data-center add`. Otherwise somebody may have tampered with the sign-in.',
		exitCode: 8,
	},
	DATA_CENTER_MISMATCH: {
		sentence:
			'This connection belongs to {expected}, but the sign-in came back from {actual}. The old connection is untouched.',
		hint: 'Sign in with the same Zoho user as before, or connect the other org as a new connection.',
		exitCode: 8,
	},
	WRONG_ORG: {
		sentence: 'You signed in to {actual}, but "{alias}" is {expected}. "{alias}" is untouched. {outcome}',
		hint: 'Switch the user in the browser, then re-authenticate "{alias}" again.',
		exitCode: 8,
	},
	ENVIRONMENT_MISMATCH: {
		sentence: 'You expected {expected}, but signed in to {actual}. {outcome}',
		hint: 'Check it by its alias to keep it (`latchkey check ALIAS`), or revoke it. For the other one, connect again and choose that org.',
		inWindow: 'Check it to keep it, or revoke it. For the other one, connect again and choose that org.',
		exitCode: 8,
	},
	PARKED: {
		sentence: 'It came out of a re-authentication of "{alias}", which is another org, user or environment.',
		hint: 'Check it by its alias to keep it (`latchkey check ALIAS`), or revoke it.',
		inWindow: 'Check it to keep it, or revoke it.',
		exitCode: 8,
	},
	REFRESH_TOKEN_MISSING: {
		sentence: 'Zoho sent no refresh token, so the connection would have ended within the hour. Nothing was saved.',
		hint: 'Sign in again and accept the consent page. If it happens again, remove the app under Zoho Accounts > Sessions > Connected Apps first.',
		exitCode: 1,
	},
	ORG_UNREADABLE: {
		sentence: 'Zoho issued a token that cannot read its own org and user ({reason}). Nothing was saved.',
		hint: 'Allow the scopes ZohoCRM.org.READ and ZohoCRM.users.READ, and API access in the profile of the user.',
		exitCode: 1,
	},

	NEEDS_REAUTH: {
		sentence: 'Zoho no longer accepts the sign-in of "{alias}".',
		hint: 'Re-authenticate it: `latchkey reauth {alias}`.',
		inWindow: 'Re-authenticate to keep using it.',
		exitCode: 4,
	},
	LIMITED: {
		sentence: 'Zoho limits token calls; "{alias}" is paused until {until}.',
		hint: 'Try again after that time. The credentials are fine.',
		exitCode: 5,
	},
	INVALID_CLIENT: {
		sentence: 'Zoho does not know this client id at {dataCenter}.',
		hint: 'Check the client id, and that the API client is enabled for this data center in the API console.',
		exitCode: 1,
	},
	INVALID_CLIENT_SECRET: {
		sentence: 'Zoho refused the client secret at {dataCenter}.',
		hint: 'Each data center has its own secret unless the API console says otherwise. Add the right one with `latchkey api-client add --secret-stdin --data-center {dataCenterId}`.',
		inWindow:
			'Each data center has its own secret unless the API console says otherwise. Add the API client again, with the same name and client id and the right secret.',
		exitCode: 1,
	},
	INVALID_REDIRECT_URI: {
		sentence: 'The redirect URI {uri} is not registered at Zoho.',
		hint: 'Register exactly this text in the API console: {uri}',
		exitCode: 1,
	},
	INVALID_CODE: {
		sentence: 'Zoho did not accept that sign-in code or refresh token.',
		hint: 'Sign in again. A code works once and lives a few minutes; a refresh token belongs to one API client and data center, and may be revoked.',
		exitCode: 1,
	},
	PROVIDER_REFUSED: {
		sentence: 'Zoho answered "{reason}".',
		hint: 'Try again; if it stays, check the API client in the API console.',
		exitCode: 1,
	},
	PROVIDER_MALFORMED: {
		sentence: '{host} sent an answer that cannot be read ({problem}).',
		hint: 'A proxy or a captive portal may be answering instead of Zoho. Open the host in a browser, then try again.',
		exitCode: 7,
	},
	PROVIDER_UNREACHABLE: {
		sentence: 'Could not reach {host} ({problem}). The credentials are probably fine.',
		hint: 'Check the network or the proxy, then try again.',
		exitCode: 7,
	},
	OFFLINE: {
		sentence: 'This computer is offline, so {host} could not be reached ({problem}).',
		hint: 'Connect to a network, then try again. No status was changed.',
		exitCode: 7,
	},
	API_DOMAIN_UNKNOWN: {
		sentence:
			'Zoho named an API host that does not belong to {dataCenter} ({server}). The token was sent nowhere and not saved.',
		hint: 'Update Latchkey, or add the data center with `latchkey data-center add`.',
		exitCode: 8,
	},
	REVOKE_QUEUED: {
		sentence: 'Zoho could not confirm that "{alias}" is revoked ({problem}). Latchkey keeps it sealed and tries again.',
		hint: 'Try again when the network is back: `latchkey revoke {alias}`.',
		inWindow: 'Revoke it again when the network is back.',
		exitCode: 7,
	},

	COMMAND_LINE_REFUSED: {
		sentence: 'The command-line tool could not be put at {path}, or taken away: {problem}.',
		hint: 'Latchkey changes no file of another program. Move it away, then try again.',
		exitCode: 8,
	},
	APP_LOCKED: {
		sentence: 'Latchkey is locked.',
		hint: 'Unlock the window, then try again.',
		inWindow: 'Unlock it, then try again.',
		exitCode: 6,
	},
	BROWSER_FAILED: {
		sentence: 'The browser "{name}" could not be started ({problem}).',
		hint: "Choose another one in the window's settings, or the system's.",
		inWindow: "Choose another one in the settings, or the system's.",
		exitCode: 1,
	},
	KEYCHAIN_LOCKED: {
		sentence: 'The keychain is locked. Nothing was changed.',
		hint: 'Unlock it (your login keyring, or the passphrase where you chose one) and try again.',
		exitCode: 6,
	},
	KEYCHAIN_UNAVAILABLE: {
		sentence: 'The keychain cannot be used ({problem}). Latchkey never stores secrets in plain files instead.',
		hint: 'On Linux, start a Secret Service such as gnome-keyring in your session. Where there is none, `latchkey vault use passphrase` keeps secrets in an encrypted file. `latchkey list` goes on working.',
		inWindow: 'On Linux, start a Secret Service such as gnome-keyring in your session. The list stays readable.',
		exitCode: 6,
	},
	KEYCHAIN_CHANGED: {
		sentence:
			'Another keychain answers than the one that holds the secrets: it was {before}, now it is {now}. Nothing was written to it.',
		hint: 'Start the first one again, and everything works. Where it is gone for good: `latchkey vault adopt`; then each connection signs in again.',
		inWindow:
			'Start the first one again, and everything works. Where it is gone for good, run `latchkey vault adopt` in a terminal; then each connection signs in again.',
		exitCode: 6,
	},
	KEYCHAIN_EMPTIED: {
		sentence:
			'The keychain ({keychain}) is open, but nothing that Latchkey stored in it is there (secrets that are missed: {entries}). It was probably emptied or replaced, as a reset of the login password does. Nothing was deleted or written over.',
		hint: 'Bring the keychain back from a backup, and everything works again. Where it is gone for good, `latchkey vault adopt` goes on with it as it is and says who must sign in again.',
		inWindow:
			'Bring the keychain back from a backup, and everything works again. Where it is gone for good, add the client secrets again, then re-authenticate the connections.',
		exitCode: 6,
	},
	PASSPHRASE_WRONG: {
		sentence: 'The passphrase is not the one of the vault. Nothing was changed.',
		hint: 'Try again: on a terminal, by --passphrase-stdin, or with the file that LATCHKEY_PASSPHRASE_FILE names.',
		inWindow: 'Type it again, or correct the file that LATCHKEY_PASSPHRASE_FILE names.',
		exitCode: 6,
	},
	VAULT_DAMAGED: {
		sentence: 'The vault {path} is damaged ({problem}); that is not a matter of the passphrase.',
		hint: 'Keep the file; nothing was deleted. {remedy}.',
		exitCode: 6,
	},
	VAULT_KEY_LOST: {
		sentence:
			'The keychain is open, but the entry in it that opens {path} is gone, or another one. It was probably deleted, or the keychain was reset. Nothing was changed.',
		hint: 'Bring the keychain back from a backup, and everything works again. Otherwise `latchkey vault recover` opens the file by its recovery passphrase; where none was set, `latchkey vault adopt` sets the file aside, begins a new one and says who must sign in again.',
		inWindow:
			'Bring the keychain back from a backup, and everything works again. Otherwise run `latchkey vault recover` in a terminal, with the recovery passphrase; where none was set, `latchkey vault adopt` begins anew.',
		exitCode: 6,
	},
	SECRET_UNREADABLE: {
		sentence: 'The keychain has no readable entry for "{alias}".',
		hint: 'If the keychain was reset or restored, re-authenticate: `latchkey reauth {alias}`.',
		inWindow: 'If the keychain was reset or restored, re-authenticate.',
		exitCode: 6,
	},

	EXPORT_REFUSED: {
		sentence: 'The token cannot be written in the form "{format}": {problem}.',
		hint: 'The form json carries every text.',
		exitCode: 1,
	},

	PROMPT_REFUSED: {
		sentence: 'This would ask: {question} With --no-prompt nobody is asked.',
		hint: 'Answer it with {answer}.',
		exitCode: 2,
	},
	BINDING_REFUSED: {
		sentence: '{path} cannot be used: {problem}',
		hint: 'Correct or remove that file, or name the connection.',
		exitCode: 8,
	},
	EXEC_NESTED: {
		sentence: 'This runs inside `latchkey exec` of "{active}" already (LATCHKEY_ACTIVE is set).',
		hint: 'Run the two beside each other, or unset LATCHKEY_ACTIVE where you know that it is a leftover.',
		exitCode: 8,
	},
	PRODUCTION_REFUSED: {
		sentence: '"{alias}" {what}. Nothing was run.',
		hint: 'Where you mean it: --allow-production, or `"allowProduction": true` in the .latchkey of the folder.',
		exitCode: 8,
	},
	PROGRAM_NOT_FOUND: {
		sentence: 'There is no program "{program}".',
		hint: 'Check its name and the PATH. What only a shell knows needs a shell: `-- sh -c "..."`.',
		exitCode: 127,
	},
	PROGRAM_NOT_STARTED: {
		sentence: '"{program}" could not be started ({problem}).',
		hint: 'Check that it is a program and that you may run it.',
		exitCode: 126,
	},

	PRACTICE_MIX: {
		sentence: 'Practice and real connections are kept apart: {problem}',
		hint: 'Use a practice API client with a practice data center, and a real one with a real one.',
		exitCode: 8,
	},
	PRACTICE_UNAVAILABLE: {
		sentence: 'The practice CRM could not start: {problem}',
		hint: 'Close the program that holds the port, or start it with another one: `latchkey practice --port 9000`.',
		inWindow: 'Close the program that holds the port, then try again.',
		exitCode: 1,
	},

	STORE_NEWER: {
		sentence: 'The database was written by a newer Latchkey (version {found}; this one knows {known}).',
		hint: 'Update Latchkey. Nothing was read or changed.',
		exitCode: 1,
	},
	STORE_DAMAGED: {
		sentence: 'The database {path} is damaged ({problem}).',
		hint: 'Keep the file; nothing was deleted. {remedy}.',
		exitCode: 1,
	},
	FILE_UNREADABLE: {
		sentence: '{path} cannot be read: {problem}.',
		hint: 'Name a file that is there and that you may read. Nothing was changed.',
		exitCode: 1,
	},
	BUNDLE_REFUSED: {
		sentence: '{path} cannot be imported: {problem}.',
		hint: 'Name a file that `latchkey export bundle` wrote, or write it there again. Nothing was changed.',
		exitCode: 1,
	},
	BUNDLE_CLOSED: {
		sentence: '{path} does not open: the passphrase is another one, or the file is damaged.',
		hint: 'Try the passphrase again; if it is right, export the bundle again. Nothing was changed.',
		exitCode: 1,
	},
	STORE_IN_USE: {
		sentence: 'Another Latchkey, or a program that uses it, has the database {path} open.',
		hint: 'Close the app and what else runs on Latchkey, then try again. Nothing was changed.',
		exitCode: 1,
	},
	BACKUP_REFUSED: {
		sentence: '{path} cannot be restored: {problem}.',
		hint: '`latchkey backup list` shows the backups that can. Nothing was changed.',
		exitCode: 1,
	},
	STORE_UNSAFE: {
		sentence: '{path} is not safe to use: {problem}',
		hint: 'Correct the owner and the permissions, or choose another folder with LATCHKEY_HOME.',
		exitCode: 8,
	},
	STORE_FAILED: {
		sentence: 'The database could not be written ({problem}). Nothing was changed.',
		hint: 'Check the free space and the permissions of {path}, then try again.',
		exitCode: 1,
	},

	TOKEN_UNKNOWN: {
		sentence: 'The token store has no record "{id}".',
		hint: 'Its ids are what saving a token gave back; in Latchkey they are aliases and ids of `latchkey list`.',
		exitCode: 1,
	},
	TOKEN_REFUSED: {
		sentence: 'The token cannot be stored: {problem}',
		hint: 'Give it a refresh token with its client id and client secret, a grant token or an access token.',
		exitCode: 2,
	},
	DELETE_ALL_REFUSED: {
		sentence: 'deleteTokens would forget every connection. Nothing was deleted.',
		hint: 'Delete one by its id, or open the store with the option allowDeleteAll.',
		exitCode: 8,
	},
	TOKEN_STORE_FAILED: {
		sentence: 'The token store {place} could not be used ({problem}).',
		hint: 'Nothing was half-written. Mend what it says, then try again.',
		exitCode: 1,
	},
	PLAIN_NETWORK: {
		sentence:
			'{host} is another computer, and {why}: the refresh tokens and client secrets in the table would cross the network in plain text.',
		hint: 'Turn on TLS at the server and take its name. Or read it through a tunnel: `ssh -L 3307:localhost:3306 {host}`, then --mysql USER@127.0.0.1:3307/DATABASE. In a network that you trust with them: --without-tls.',
		inWindow:
			'Turn on TLS at the server and take its name. Or open a tunnel in a terminal, `ssh -L 3307:localhost:3306 {host}`, then take 127.0.0.1 as host and 3307 as port.',
		exitCode: 8,
	},

	SENDER_REFUSED: { sentence: 'This window may not ask for that.', hint: 'Restart Latchkey.', exitCode: 8 },
	REQUEST_INVALID: { sentence: 'The request was not understood ({problem}).', hint: 'Restart Latchkey.', exitCode: 2 },
} as const satisfies Record<string, ErrorRow>;

/** A code of the closed list. */
export type ErrorCode = keyof typeof errorTable;

/** What fills the `{name}` places of a sentence. Never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number>>;
