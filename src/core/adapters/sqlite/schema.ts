import { sumColumns } from './row-sums.ts';

/** Forward only; never edit one that was released. The number of a migration is its place, counted from 1 (`PRAGMA user_version`). */
export const migrations: readonly string[] = [
	`
	CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

	-- Data centers that a person or the practice CRM added; the built-in ones are code.
	CREATE TABLE data_center (
		id TEXT PRIMARY KEY,
		name TEXT NOT NULL,
		location TEXT,
		accounts_url TEXT NOT NULL UNIQUE,
		api_url TEXT NOT NULL,
		kind TEXT NOT NULL CHECK (kind IN ('custom', 'practice'))
	) STRICT;

	-- Every keychain entry that was ever begun, so that none is orphaned (protocol/, rule 1).
	CREATE TABLE vault_entry (
		ref TEXT PRIMARY KEY,
		owner TEXT NOT NULL,
		kind TEXT NOT NULL CHECK (kind IN ('connection', 'client_secret', 'canary')),
		state TEXT NOT NULL CHECK (state IN ('opening', 'live', 'dead')),
		lease TEXT
	) STRICT;

	CREATE TABLE api_client (
		id TEXT PRIMARY KEY,
		name TEXT NOT NULL COLLATE NOCASE UNIQUE,
		client_id TEXT NOT NULL,
		redirect_uris TEXT NOT NULL CHECK (json_valid(redirect_uris)),
		scopes TEXT NOT NULL CHECK (json_valid(scopes)),
		practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
		created_at INTEGER NOT NULL
	) STRICT;

	CREATE TABLE client_secret (
		api_client TEXT NOT NULL REFERENCES api_client (id) ON DELETE CASCADE,
		data_center TEXT NOT NULL,
		ref TEXT NOT NULL REFERENCES vault_entry (ref),
		PRIMARY KEY (api_client, data_center)
	) STRICT;

	CREATE TABLE connection (
		id TEXT PRIMARY KEY,
		alias TEXT NOT NULL COLLATE NOCASE UNIQUE,
		customer TEXT,
		api_client TEXT NOT NULL REFERENCES api_client (id),
		data_center TEXT NOT NULL,
		api_domain TEXT NOT NULL,
		environment TEXT NOT NULL CHECK (environment IN ('production', 'sandbox', 'developer', 'unknown')),
		org_id TEXT NOT NULL,
		org_name TEXT NOT NULL,
		user_email TEXT NOT NULL,
		user_name TEXT NOT NULL,
		scopes TEXT NOT NULL CHECK (json_valid(scopes)),
		practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
		ref TEXT REFERENCES vault_entry (ref),
		generation INTEGER NOT NULL,
		status TEXT NOT NULL CHECK (status IN
			('connected', 'unverified', 'needs_reauth', 'waiting', 'unreachable', 'locked', 'revoke_queued', 'revoked')),
		problem TEXT CHECK (problem IS NULL OR json_valid(problem)),
		last_checked_at INTEGER,
		waiting_until INTEGER,
		revoked_at INTEGER,
		created_at INTEGER NOT NULL
	) STRICT;

	CREATE TABLE access_token (
		connection TEXT PRIMARY KEY REFERENCES connection (id) ON DELETE CASCADE,
		generation INTEGER NOT NULL,
		sealed BLOB NOT NULL,
		expires_at INTEGER NOT NULL
	) STRICT;

	-- A sign-in on its way. 'sealed' is Zoho's answer, saved before anything else is asked (protocol/, step 4).
	CREATE TABLE sign_in (
		id TEXT PRIMARY KEY,
		kind TEXT NOT NULL CHECK (kind IN ('connect', 'reauth')),
		connection TEXT NOT NULL,
		api_client TEXT NOT NULL REFERENCES api_client (id),
		data_center TEXT NOT NULL,
		alias TEXT,
		customer TEXT,
		scopes TEXT NOT NULL CHECK (json_valid(scopes)),
		ref TEXT NOT NULL REFERENCES vault_entry (ref),
		stage TEXT NOT NULL CHECK (stage IN ('intent', 'code_sent', 'candidate')),
		sealed BLOB,
		lease TEXT NOT NULL,
		started_at INTEGER NOT NULL,
		CHECK ((stage = 'candidate') = (sealed IS NOT NULL))
	) STRICT;

	-- Refresh tokens that were replaced and must still be revoked at Zoho.
	CREATE TABLE revoke_old (
		ref TEXT PRIMARY KEY REFERENCES vault_entry (ref),
		connection TEXT NOT NULL,
		api_client TEXT NOT NULL,
		data_center TEXT NOT NULL
	) STRICT;

	CREATE TABLE audit (
		seq INTEGER PRIMARY KEY,
		at INTEGER NOT NULL,
		act TEXT NOT NULL,
		connection TEXT,
		details TEXT NOT NULL CHECK (json_valid(details)),
		hash TEXT NOT NULL
	) STRICT;
	CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
	CREATE TRIGGER audit_keeps_text BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
	`,
	`
	-- When access tokens were minted with a refresh token: Zoho's budget is 10 in 10 minutes.
	CREATE TABLE minted_token (
		ref TEXT NOT NULL REFERENCES vault_entry (ref) ON DELETE CASCADE,
		at INTEGER NOT NULL
	) STRICT;
	CREATE INDEX minted_token_of ON minted_token (ref, at);
	`,
	`
	ALTER TABLE api_client ADD COLUMN type TEXT NOT NULL DEFAULT 'server-based'
		CHECK (type IN ('server-based', 'mobile-desktop', 'self-client', 'non-browser'));
	`,
	`
	-- Latchkey as the token store of a program: a digest (SHA-256, base64url) beside each token finds its connection without the keychain.
	-- What was stored before has none until the next new token.
	ALTER TABLE vault_entry ADD COLUMN token_digest TEXT;
	ALTER TABLE access_token ADD COLUMN digest TEXT;
	CREATE TABLE sdk_record (
		connection TEXT PRIMARY KEY REFERENCES connection (id) ON DELETE CASCADE,
		user_signature TEXT,
		redirect_url TEXT,
		grant_sealed BLOB,
		grant_generation INTEGER,
		grant_digest TEXT,
		CHECK ((grant_sealed IS NULL) = (grant_digest IS NULL) AND (grant_sealed IS NULL) = (grant_generation IS NULL))
	) STRICT;
	CREATE INDEX vault_entry_of_token ON vault_entry (token_digest);
	CREATE INDEX access_token_of_token ON access_token (digest);
	CREATE INDEX sdk_record_of_grant ON sdk_record (grant_digest);
	`,
	`
	-- What a person wrote on a connection for themselves.
	CREATE TABLE connection_label (
		connection TEXT PRIMARY KEY REFERENCES connection (id) ON DELETE CASCADE,
		tags TEXT NOT NULL CHECK (json_valid(tags)),
		colour TEXT,
		notes TEXT NOT NULL,
		pinned INTEGER NOT NULL CHECK (pinned IN (0, 1))
	) STRICT;
	CREATE INDEX audit_of_connection ON audit (connection, seq);
	`,
	// A sum of each row, so that a letter which the disk changed is noticed.
	sumColumns,
];
