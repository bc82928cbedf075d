import type { SignInView } from '../../shared/views.ts';
import type { OpenSignIn } from '../protocol/sign-in-steps.ts';
import type { CheckedSignIn } from './connect-request.ts';

/** What a person needs for one way in; null is of the other one. */
type Way = Pick<SignInView, 'redirectUri' | 'checkCode' | 'device'>;

/** A sign-in that has just begun, as it may be shown. It is waited for `lifeMs` milliseconds. */
export function waitingView(
	{ client, dataCenter, renewed, alias }: CheckedSignIn,
	{ record }: OpenSignIn,
	lifeMs: number,
	way: Way,
): SignInView {
	return {
		id: record.id,
		kind: record.kind,
		connectionId: renewed?.id ?? null,
		alias,
		apiClient: client.name,
		dataCenter: dataCenter.id,
		...way,
		state: 'waiting',
		startedAt: new Date(record.startedAt).toISOString(),
		expiresAt: new Date(record.startedAt + lifeMs).toISOString(),
		resultId: null,
		notices: [],
		error: null,
	};
}
