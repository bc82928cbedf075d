/** A variable of the environment, and what it does. */
export interface Variable {
	readonly name: string;
	readonly help: string;
}

/** What the command line reads. A test compares it with what the sources ask for. */
export const variablesRead: readonly Variable[] = [
	{ name: 'LATCHKEY_HOME', help: 'the folder of the database, its backups and the locks; overrides the usual one' },
	{
		name: 'LATCHKEY_PASSPHRASE_FILE',
		help: 'a file of your own (chmod 600) with the passphrase of the vault, for computers where nobody can type it',
	},
	{
		name: 'LATCHKEY_ACTIVE',
		help: 'set by `exec` for its program, to the alias; while it is set `exec` refuses to start another one',
	},
	{ name: 'BROWSER', help: 'the program that opens the sign-in page' },
	{ name: 'DISPLAY', help: 'where neither this nor WAYLAND_DISPLAY is set on Linux, no browser is started' },
	{ name: 'WAYLAND_DISPLAY', help: 'see DISPLAY' },
	{ name: 'XDG_DATA_HOME', help: "on Linux: where Latchkey's folder lies (default ~/.local/share)" },
	{ name: 'APPDATA', help: "on Windows: where Latchkey's folder lies" },
	{ name: 'DBUS_SESSION_BUS_ADDRESS', help: 'on Linux: the way to the keychain' },
	{ name: 'XDG_RUNTIME_DIR', help: 'on Linux: the way to the keychain, where DBUS_SESSION_BUS_ADDRESS is not set' },
	{ name: 'HTTPS_PROXY', help: 'the proxy for calls to Zoho' },
	{ name: 'NO_PROXY', help: 'hosts that are reached without it' },
	{ name: 'NODE_EXTRA_CA_CERTS', help: 'a file with further certificate authorities, such as that of a company proxy' },
	{ name: 'NO_COLOR', help: 'honoured: there are no colours at all, on a terminal neither' },
];

/** What `exec` sets for its program alone. */
export const variablesGiven: readonly Variable[] = [
	{ name: 'ZOHO_ACCESS_TOKEN', help: 'a live access token' },
	{ name: 'ZOHO_API_DOMAIN', help: "the CRM's API host of the connection, as https://..." },
	{ name: 'ZOHO_ACCOUNTS_URL', help: 'the host that issued the token' },
	{ name: 'ZOHO_DATA_CENTER', help: 'the id of the data center, such as eu' },
	{ name: 'ZOHO_ENVIRONMENT', help: 'production, sandbox, developer or unknown' },
	{ name: 'ZOHO_ORG_ID', help: 'the id of the org' },
	{ name: 'ZOHO_TOKEN_EXPIRES_AT', help: 'when the token ends, as ISO 8601 in UTC' },
	{ name: 'LATCHKEY_ACTIVE', help: 'the alias of the connection' },
	{ name: 'LATCHKEY_TOKEN_URL', help: 'with --broker: where a fresh token is asked for while the program runs' },
	{ name: 'LATCHKEY_TOKEN_KEY', help: 'with --broker: the key to it' },
];

/** What the command line reads and writes. */
export const files: readonly (readonly [path: string, help: string])[] = [
	[
		"Latchkey's folder",
		'Linux: ~/.local/share/latchkey; macOS: ~/Library/Application Support/Latchkey; Windows: %APPDATA%\\Latchkey. Readable by you alone.',
	],
	['latchkey.db', 'in that folder: connections, API clients, statuses, the audit log; access tokens sealed'],
	['backups/', 'in that folder: copies of the database without secrets; one a day, one before each change of form'],
	['vault.db', 'in that folder, where you chose `vault use file` or a passphrase: the secrets, encrypted'],
	['practice.json', 'in that folder: what the practice CRM has handed out'],
	['the keychain', 'refresh tokens and client secrets, one entry each, service "Latchkey"'],
	[
		'.latchkey',
		'in a folder of yours: names the connection for commands run below it; holds no secret and may be committed',
	],
];
