import { useEffect, useState } from 'react';
import { words } from '../../words.ts';
import styles from './skeleton.module.css';

const rows = [62, 48, 71, 55, 66, 43, 58, 50];
const patience = 150;

/** Rows without words while the first snapshot is on its way; shown only if that takes long enough to be seen. */
export function Skeleton() {
	const [late, setLate] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setLate(true), patience);
		return () => clearTimeout(timer);
	}, []);
	if (!late) return <div className={styles.skeleton} />;
	return (
		<div role="status" className={styles.skeleton}>
			<span className="visually-hidden">{words.list.loading}</span>
			{rows.map((width) => (
				<div key={width} className={styles.row}>
					<span className={styles.dot} />
					<span className={styles.bar} style={{ width: `${width * 2}px` }} />
					<span className={styles.bar} style={{ width: `${(100 - width) * 2.4}px` }} />
				</div>
			))}
		</div>
	);
}
