import type { BulkPlan } from '../../../shared/bulk.ts';
import type { ConnectionView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { EnvBadge } from '../../components/env-badge.tsx';
import { Name } from '../../components/name.tsx';
import { Notice } from '../../components/notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { SheetBody, SheetFoot, SheetProblem } from '../../components/sheet-parts.tsx';
import { orgName } from '../../lib/org-name.ts';
import { useBulk, useData } from '../../stores/app-context.ts';
import type { AskedBulk } from '../../stores/bulk-store.ts';
import { words } from '../../words.ts';
import { OfflinePlan } from '../network/offline-places.tsx';
import styles from './bulk.module.css';

const none: readonly ConnectionView[] = [];
/** So many are named; the number of all is said above. */
const mostNamed = 100;

/** "38 checks, about 10 s, 3 production orgs skipped" */
function planText({ act, ids, skipped, seconds }: BulkPlan): string {
	const count = (why: 'production' | 'revoked') => skipped.filter((each) => each.why === why).length;
	const parts = [
		words.bulk.planned[act](ids.length),
		...(ids.length > 0 ? [words.bulk.about(seconds)] : []),
		...(count('production') > 0 ? [words.bulk.skippedProduction(count('production'))] : []),
		...(count('revoked') > 0 ? [words.bulk.skippedRevoked(count('revoked'))] : []),
	];
	return parts.join(', ');
}

/** What an act on many would do, before anything is done. */
export function PlanSheet() {
	const asked = useBulk((state) => state.asked);
	const leave = useBulk((state) => state.leave);
	return (
		<Sheet open={asked !== null} title={asked ? words.bulk.titles[asked.act] : ''} onClose={leave}>
			{asked ? <Plan asked={asked} /> : null}
		</Sheet>
	);
}

function Plan({ asked }: { readonly asked: AskedBulk }) {
	const { act, ids, withProduction, plan, busy, error } = asked;
	const { ask, start, leave } = useBulk((state) => state);
	const all = useData((state) => state.snapshot?.connections ?? none);
	const known = new Map(all.map((each) => [each.id, each]));
	const meant = (plan?.ids ?? []).flatMap((id) => known.get(id) ?? []);
	const alsoEnding = (plan?.endsToo ?? []).flatMap((id) => known.get(id)?.alias ?? []);
	const production = meant.filter(({ environment }) => environment === 'production').length;
	const offersProduction =
		act === 'revoke' && (withProduction || plan?.skipped.some(({ why }) => why === 'production'));
	const isEmpty = plan !== null && plan.ids.length === 0;
	return (
		<>
			<SheetBody>
				<p role="status" className={styles.plan}>
					{plan ? planText(plan) : words.bulk.planning}
				</p>
				<p className={styles.quiet}>{isEmpty ? words.bulk.nothing : words.bulk.explains[act]}</p>
				<OfflinePlan act={act} meant={meant} />
				{alsoEnding.length > 0 ? <Notice tone="caution" message={words.bulk.endsToo(alsoEnding)} /> : null}
				{act === 'revoke' && production > 0 ? <Notice tone="caution" message={words.bulk.inPlan(production)} /> : null}
				{offersProduction ? (
					<label className={styles.choice}>
						<input
							type="checkbox"
							checked={withProduction}
							onChange={({ target }) => void ask(act, ids, target.checked)}
						/>
						{words.bulk.withProduction}
					</label>
				) : null}
				{meant.length > 0 ? (
					<ul className={styles.list}>
						{meant.slice(0, mostNamed).map((connection) => (
							<li key={connection.id} className={styles.item}>
								<Name text={connection.alias} className={styles.alias} />
								<Name text={orgName(connection)} className={styles.org} />
								<EnvBadge environment={connection.environment} />
							</li>
						))}
						{meant.length > mostNamed ? (
							<li className={styles.quiet}>{words.bulk.more(meant.length - mostNamed)}</li>
						) : null}
					</ul>
				) : null}
			</SheetBody>
			<SheetProblem error={error} />
			<SheetFoot>
				<Button onClick={leave}>{words.bulk.cancel}</Button>
				<Button
					data-begins=""
					tone={act === 'revoke' ? 'danger' : 'primary'}
					aria-disabled={busy || plan === null || isEmpty}
					onClick={() => busy || isEmpty || void start()}
				>
					{busy && plan ? words.bulk.starting : words.bulk.start[act]}
				</Button>
			</SheetFoot>
		</>
	);
}
