import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './settings.module.css';

interface SettingsGroupProps {
	readonly heading: string;
	readonly children: ReactNode;
}

/** Settings that belong together. */
export function SettingsGroup({ heading, children }: SettingsGroupProps) {
	const id = useId();
	return (
		<section aria-labelledby={id} className={styles.group}>
			<h3 id={id} className={styles.heading}>
				{heading}
			</h3>
			{children}
		</section>
	);
}
