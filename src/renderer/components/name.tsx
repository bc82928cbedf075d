import { cx } from '../lib/cx.ts';
import styles from './name.module.css';

interface NameProps {
	readonly text: string;
	readonly className?: string | undefined;
	/** Wraps instead of ending in an ellipsis. */
	readonly wrap?: boolean;
	/** Said on hover in place of the text. */
	readonly title?: string;
}

/** A text that somebody else wrote: kept apart from the direction of its surroundings, cut with an ellipsis, whole on hover. */
export function Name({ text, className, wrap = false, title = text }: NameProps) {
	return (
		<bdi className={cx(wrap ? styles.wrap : styles.cut, className)} title={title}>
			{text}
		</bdi>
	);
}
