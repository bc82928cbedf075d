import type { ConnectionStatus, ConnectionView } from './views.ts';

const attention: ReadonlySet<ConnectionStatus> = new Set(['needs_reauth', 'locked', 'revoke_queued', 'unreachable']);

/** Whether a connection came out of the re-authentication of another one and waits for a decision. */
export const isParked = ({ status, problem }: Pick<ConnectionView, 'status' | 'problem'>) =>
	status === 'unverified' && problem?.code === 'PARKED';

/** Whether a person should look at it. */
export const needsAttention = (connection: Pick<ConnectionView, 'status' | 'problem'>) =>
	attention.has(connection.status) || isParked(connection);
