import type { ConnectionView } from '../../shared/views.ts';

/** The status of a connection as a person reads it. */
export function statusWords(connection: ConnectionView, now: Date): string {
	switch (connection.status) {
		case 'pending':
			return 'Waiting for sign-in';
		case 'connected':
			return `Connected, checked ${ago(connection.lastCheckedAt, now)}`;
		case 'unverified':
			return 'Not checked yet';
		case 'needs_reauth':
			return 'Needs re-auth';
		case 'waiting':
			return `Paused until ${clockTime(connection.waitingUntil)}`;
		case 'unreachable':
			return `Could not reach Zoho (${connection.dataCenter.toUpperCase()})`;
		case 'locked':
			return 'Locked';
		case 'revoke_queued':
			return 'Revoke waiting for network';
		case 'revoked':
			return `Revoked on ${day(connection.revokedAt)}`;
	}
}

/** The status alone, for a terminal that has no room for its time; `show` tells that. */
export function shortStatusWords(connection: ConnectionView, now: Date): string {
	switch (connection.status) {
		case 'connected':
			return 'Connected';
		case 'revoked':
			return 'Revoked';
		case 'unreachable':
			return 'Unreachable';
		case 'revoke_queued':
			return 'Revoke waiting';
		default:
			return statusWords(connection, now);
	}
}

/** How long the cached access token lives; it is renewed on use, so its end is no trouble. */
export function tokenWords(connection: ConnectionView, now: Date): string {
	if (connection.accessTokenExpiresAt === null) return '-';
	const minutes = Math.floor((Date.parse(connection.accessTokenExpiresAt) - now.getTime()) / 60_000);
	return minutes < 1 ? 'renews on use' : `${minutes} min`;
}

/** Production in capitals: it must not be overlooked. */
export function environmentWord(connection: ConnectionView): string {
	return connection.environment === 'production' ? 'PROD' : connection.environment;
}

/** "3 min ago"; "never" for null. */
export function ago(time: string | null, now: Date): string {
	if (time === null) return 'never';
	const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(time)) / 1000));
	if (seconds < 60) return 'just now';
	if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
	if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
	return `${Math.floor(seconds / 86_400)} d ago`;
}

function clockTime(time: string | null): string {
	return time === null ? '?' : new Date(time).toTimeString().slice(0, 5);
}

function day(time: string | null): string {
	return time === null
		? '?'
		: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(time));
}
