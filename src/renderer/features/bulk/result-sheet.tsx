import { Check, CircleDashed, X } from 'lucide-react';
import { useMemo } from 'react';
import { Virtuoso } from 'react-virtuoso';
import type { ConnectionView } from '../../../shared/views.ts';
import type { ErrorView } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { Name } from '../../components/name.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { SheetFoot } from '../../components/sheet-parts.tsx';
import { cx } from '../../lib/cx.ts';
import { explain } from '../../lib/explain.ts';
import { useBulk, useData } from '../../stores/app-context.ts';
import type { BulkRun } from '../../stores/bulk-store.ts';
import { failedOf } from '../../stores/bulk-store.ts';
import { words } from '../../words.ts';
import styles from './bulk.module.css';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;
const none: readonly ConnectionView[] = [];

type Outcome = 'failed' | 'left' | 'done';

const outcomeOf = (error: ErrorView | null): Outcome =>
	error === null ? 'done' : error.code === 'CANCELLED' ? 'left' : 'failed';

const rank: Readonly<Record<Outcome, number>> = { failed: 0, left: 1, done: 2 };

const marks = {
	failed: <X {...icon} className={styles.bad} />,
	left: <CircleDashed {...icon} className={styles.idle} />,
	done: <Check {...icon} className={styles.good} />,
} as const;

/** What became of each connection; the failed ones first. */
export function ResultSheet() {
	const run = useBulk((state) => state.runs.find(({ view }) => view.id === state.shownId));
	const show = useBulk((state) => state.show);
	return (
		<Sheet open={run !== undefined} title={run ? words.bulk.resultTitles[run.view.act] : ''} onClose={() => show(null)}>
			{run ? <Result run={run} /> : null}
		</Sheet>
	);
}

function Result({ run }: { readonly run: BulkRun }) {
	const { copyResult, retry, putAway } = useBulk((state) => state);
	const all = useData((state) => state.snapshot?.connections ?? none);
	const aliases = useMemo(() => new Map(all.map(({ id, alias }) => [id, alias])), [all]);
	const { id, results } = run.view;
	const sorted = useMemo(
		() => results.toSorted((a, b) => rank[outcomeOf(a.error)] - rank[outcomeOf(b.error)]),
		[results],
	);
	const failed = failedOf(run.view).length;
	const left = results.filter(({ error }) => outcomeOf(error) === 'left').length;
	return (
		<>
			<p className={cx(styles.plan, styles.counts)}>
				{[
					words.bulk.doneCount(results.length - failed - left),
					...(failed > 0 ? [words.bulk.failedCount(failed)] : []),
					...(left > 0 ? [words.bulk.leftCount(left)] : []),
				].join(', ')}
			</p>
			<Virtuoso
				className={styles.results}
				tabIndex={0}
				totalCount={sorted.length}
				itemContent={(place) => {
					const result = sorted[place];
					if (!result) return null;
					const outcome = outcomeOf(result.error);
					const said = outcome === 'failed' && result.error ? explain(result.error) : null;
					return (
						<div className={styles.result}>
							{marks[outcome]}
							<Name text={aliases.get(result.id) ?? words.bulk.gone} />
							<span className={styles.quiet}>{words.bulk.outcomes[outcome]}</span>
							{said ? (
								<p dir="auto" className={styles.why}>
									{said.message} {said.hint}
								</p>
							) : null}
						</div>
					);
				}}
			/>
			<SheetFoot>
				<Button onClick={() => void copyResult(id)}>{words.bulk.copyResult}</Button>
				{failed > 0 ? <Button onClick={() => void retry(id)}>{words.bulk.retryFailed}</Button> : null}
				<Button data-begins="" tone="primary" onClick={() => void putAway(id)}>
					{words.bulk.putAway}
				</Button>
			</SheetFoot>
		</>
	);
}
