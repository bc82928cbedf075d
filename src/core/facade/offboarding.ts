import type { ConnectionView } from '../../shared/views.ts';
import type { Context } from '../usecases/context.ts';
import { type Conclusion, conclude } from '../usecases/offboard/conclude.ts';
import { type Offboarded, offboardOne } from '../usecases/offboard/offboard-one.ts';
import { type OffboardPlan, planOffboarding } from '../usecases/offboard/plan.ts';
import type { Copies } from '../usecases/offboard/what-is-left.ts';
import { connectionView } from '../usecases/views.ts';

/** An offboarded connection, with what may be shown of it. */
export interface OffboardedView extends Offboarded {
	readonly view: ConnectionView;
}

/** The end of an engagement: everything of a customer is revoked, with proof. */
export function offboardingActs(context: Context) {
	return {
		/** Everything of a customer; changes nothing. Throws CUSTOMER_UNKNOWN. */
		plan: (customer: string): OffboardPlan => planOffboarding(context, customer),
		/** Revokes one with proof, and forgets its record where that is wanted and nothing is left. Rejects with CONNECTION_UNKNOWN. */
		one: async (id: string, alsoForget: boolean): Promise<OffboardedView> => {
			const done = await offboardOne(context, id, alsoForget);
			return { ...done, view: connectionView(context, done.connection) };
		},
		/** Writes it into the audit log, and says what is left and why. */
		conclude: (plan: OffboardPlan, done: readonly Offboarded[], notDone: number, copies: Copies): Conclusion =>
			conclude(context, plan, done, notDone, copies),
	};
}
