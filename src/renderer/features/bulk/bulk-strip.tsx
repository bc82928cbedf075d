import { X } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useBulk } from '../../stores/app-context.ts';
import type { BulkRun } from '../../stores/bulk-store.ts';
import { failedOf } from '../../stores/bulk-store.ts';
import { words } from '../../words.ts';
import styles from './bulk.module.css';

function Run({ run }: { readonly run: BulkRun }) {
	const { pause, resume, stop, show, putAway } = useBulk((state) => state);
	const { id, act, state, waitsForNetwork, total, results } = run.view;
	const failed = failedOf(run.view).length;
	const left = results.filter(({ error }) => error?.code === 'CANCELLED').length;
	const ended = state === 'ended';
	return (
		<li className={styles.run}>
			<progress
				className={styles.bar}
				aria-label={words.bulk.progress[act]}
				value={results.length - left}
				max={Math.max(1, total)}
			/>
			<p className={styles.words}>
				<strong>{words.bulk.running[act](results.length - left - failed, total)}</strong>
				{failed > 0 ? <span className={styles.failed}>, {words.bulk.failedCount(failed)}</span> : null}
				{left > 0 ? <span>, {words.bulk.leftCount(left)}</span> : null}
				{state === 'paused' && !waitsForNetwork ? <span>, {words.bulk.paused}</span> : null}
				{waitsForNetwork ? <span>. {words.bulk.pausedOffline}</span> : null}
			</p>
			{state === 'running' || waitsForNetwork ? (
				<Button size="small" onClick={() => void pause(id)}>
					{words.bulk.pause}
				</Button>
			) : null}
			{state === 'paused' && !waitsForNetwork ? (
				<Button size="small" tone="primary" onClick={() => void resume(id)}>
					{words.bulk.resume}
				</Button>
			) : null}
			{ended ? null : (
				<Button size="small" onClick={() => void stop(id)}>
					{words.bulk.stop}
				</Button>
			)}
			{ended ? (
				<>
					<Button size="small" tone={failed > 0 ? 'primary' : 'plain'} onClick={() => show(id)}>
						{words.bulk.result}
					</Button>
					<IconButton
						label={words.bulk.putAway}
						icon={<X aria-hidden="true" size={16} strokeWidth={1.75} />}
						onClick={() => void putAway(id)}
					/>
				</>
			) : null}
		</li>
	);
}

/** Acts on many on their way, and those that ended and whose result nobody put away. */
export function BulkStrip() {
	const runs = useBulk((state) => state.runs);
	if (runs.length === 0) return null;
	return (
		<ul data-lifts-toasts="" className={styles.strip}>
			{runs.map((run) => (
				<Run key={run.view.id} run={run} />
			))}
		</ul>
	);
}
