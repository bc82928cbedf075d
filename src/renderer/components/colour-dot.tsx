import type { LabelColour } from '../../shared/label-colours.ts';
import { cx } from '../lib/cx.ts';
import { words } from '../words.ts';
import styles from './colour-dot.module.css';

/** The colour that a person gave a connection; its name on hover and for screen readers. */
export const ColourDot = ({ colour }: { readonly colour: LabelColour }) => (
	<span className={cx(styles.dot, styles[colour])} title={words.list.colour(words.labels.colours[colour])}>
		<span className="visually-hidden">{words.list.colour(words.labels.colours[colour])}</span>
	</span>
);
