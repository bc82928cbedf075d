import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { ConnectionView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { useApp, useLocked } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { activityWords } from './activity-words.ts';
import styles from './detail-history.module.css';

type Inspected = Output<'inspect'>;

/** At first so many rows of the activity are in sight. */
const fewRows = 6;

/** What the list does not hold; asked anew whenever the connection changed. Null until the answer came. */
function useInspected(connection: ConnectionView): Inspected | null {
	const { client } = useApp();
	const locked = useLocked();
	const [inspected, setInspected] = useState<Inspected | null>(null);
	useEffect(() => {
		if (locked) return;
		let isMeant = true;
		client.call('inspect', { id: connection.id }).then(
			(answer) => isMeant && setInspected(answer),
			// It is an extra: what stands in the pane already is not taken away for it.
			() => undefined,
		);
		return () => {
			isMeant = false;
		};
	}, [client, locked, connection]);
	return inspected;
}

/** The token slots of the user, and what happened to the connection, the newest first. */
export function DetailHistory({ connection }: { readonly connection: ConnectionView }) {
	const inspected = useInspected(connection);
	if (inspected === null) return null;
	const { held, limit } = inspected.slots;
	return (
		<>
			<section aria-label={words.slots.heading} className={styles.section}>
				<h3 className={styles.heading}>{words.slots.heading}</h3>
				<div className={styles.slots}>
					<meter className={styles.meter} min={0} max={limit} high={limit - 1} value={held}>
						{words.slots.held(held, limit)}
					</meter>
					<span className={styles.held}>{words.slots.held(held, limit)}</span>
				</div>
				<p className={styles.quiet}>{held >= limit ? words.slots.full : words.slots.why}</p>
			</section>
			<Activities activity={inspected.activity} />
		</>
	);
}

function Activities({ activity }: Pick<Inspected, 'activity'>) {
	const [whole, setWhole] = useState(false);
	const shown = whole ? activity : activity.slice(0, fewRows);
	const hidden = activity.length - fewRows;
	return (
		<section aria-label={words.activity.heading} className={styles.section}>
			<h3 className={styles.heading}>{words.activity.heading}</h3>
			{activity.length === 0 ? <p className={styles.quiet}>{words.activity.none}</p> : null}
			<ol className={styles.rows}>
				{shown.map(({ at, act, detail }, place) => {
					const { what, more } = activityWords({ act, detail });
					// Two rows may be alike; their place from the oldest on never changes.
					const key = String(activity.length - place);
					return (
						<li key={key} className={styles.row}>
							<span className={styles.what}>{what}</span>
							<span className={styles.when}>
								<TimeAgo at={at} />
							</span>
							{more === '' ? null : (
								<span dir="auto" className={styles.more}>
									{more}
								</span>
							)}
						</li>
					);
				})}
			</ol>
			{hidden > 0 ? (
				<Button size="small" tone="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
					{whole ? words.activity.fewer : words.activity.more(hidden)}
				</Button>
			) : null}
		</section>
	);
}
