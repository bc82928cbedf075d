import type { ConnectionStatus } from '../../../shared/views.ts';
import type { Act } from '../../stores/acts-store.ts';
import { words } from '../../words.ts';

interface NextStep {
	readonly act: Act;
	readonly label: string;
}

type Label = 'check' | 'reauth' | 'retry' | 'unlock' | 'retryRevoke';

const steps: Partial<Record<ConnectionStatus, readonly [Act, Label]>> = {
	unverified: ['check', 'check'],
	needs_reauth: ['reauth', 'reauth'],
	unreachable: ['check', 'retry'],
	locked: ['check', 'unlock'],
	revoke_queued: ['revoke', 'retryRevoke'],
	revoked: ['reauth', 'reauth'],
};

/** The one thing to do about a status; null if there is nothing to do. */
export function nextStep(status: ConnectionStatus): NextStep | null {
	const step = steps[status];
	return step ? { act: step[0], label: words.acts[step[1]] } : null;
}
