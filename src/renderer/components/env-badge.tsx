import type { Environment } from '../../shared/views.ts';
import { cx } from '../lib/cx.ts';
import { words } from '../words.ts';
import styles from './env-badge.module.css';

/** The environment by word, colour and shape: production is solid and unmistakable. */
export function EnvBadge({ environment }: { readonly environment: Environment }) {
	return (
		<span className={cx(styles.badge, styles[environment])} title={words.environmentLong[environment]}>
			{words.environment[environment]}
		</span>
	);
}
