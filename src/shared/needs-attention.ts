import type { ConnectionStatus, ConnectionView } from './views.ts';

const attention: ReadonlySet<ConnectionStatus> = new Set(['needs_reauth', 'locked', 'revoke_queued', 'unreachable']);

/** Whether a connection is not the one that the person meant to get (another org or environment signed in) and waits for a decision. */
export const isParked = ({ status, problem }: Pick<ConnectionView, 'status' | 'problem'>) =>
	status === 'unverified' && (problem?.code === 'PARKED' || problem?.code === 'ENVIRONMENT_MISMATCH');

/** Whether a person should look at it. */
export const needsAttention = (connection: Pick<ConnectionView, 'status' | 'problem'>) =>
	attention.has(connection.status) || isParked(connection);
