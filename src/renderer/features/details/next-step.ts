import type { ConnectionStatus } from '../../../shared/views.ts';
import type { Act } from '../../stores/acts-store.ts';
import { words } from '../../words.ts';

interface NextStep {
	readonly act: Act;
	readonly label: string;
}

const steps: Partial<Record<ConnectionStatus, NextStep>> = {
	unverified: { act: 'check', label: words.acts.check },
	needs_reauth: { act: 'reauth', label: words.acts.reauth },
	unreachable: { act: 'check', label: words.acts.retry },
	locked: { act: 'check', label: words.acts.unlock },
	revoke_queued: { act: 'revoke', label: words.acts.retryRevoke },
	revoked: { act: 'reauth', label: words.acts.reauth },
};

/** The one thing to do about a status; null if there is nothing to do. */
export const nextStep = (status: ConnectionStatus): NextStep | null => steps[status] ?? null;
