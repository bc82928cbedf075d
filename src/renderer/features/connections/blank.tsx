import type { ReactNode } from 'react';
import styles from './blank.module.css';

interface BlankProps {
	readonly icon?: ReactNode;
	readonly title: string;
	readonly text: string;
	readonly note?: string;
	readonly children?: ReactNode;
	readonly alert?: boolean;
}

/** A calm screen in place of the list: why there is nothing, and the next step. */
export function Blank({ icon, title, text, note, children, alert = false }: BlankProps) {
	return (
		<div role={alert ? 'alert' : undefined} className={styles.blank}>
			<div className={styles.inner}>
				{icon ? <div className={styles.icon}>{icon}</div> : null}
				<h2 className={styles.title}>{title}</h2>
				<p dir="auto" className={styles.text}>
					{text}
				</p>
				{children ? <div className={styles.acts}>{children}</div> : null}
				{note ? <p className={styles.note}>{note}</p> : null}
			</div>
		</div>
	);
}
