import { useId, useRef } from 'react';
import { labelColours } from '../../../shared/label-colours.ts';
import type { ConnectionView } from '../../../shared/views.ts';
import { ColourDot } from '../../components/colour-dot.tsx';
import { useLedHere } from '../../lib/use-led-here.ts';
import { words } from '../../words.ts';
import type { Edit } from './edit.ts';
import styles from './labels.module.css';

interface ColourFieldProps {
	readonly colour: ConnectionView['colour'];
	readonly edit: Edit;
}

/** The colour that a connection is told by, or none. */
export function ColourField({ colour, edit }: ColourFieldProps) {
	const name = useId();
	const choices = [null, ...labelColours] as const;
	const field = useRef<HTMLFieldSetElement>(null);
	useLedHere('colour', () => field.current?.querySelector<HTMLInputElement>('input:checked')?.focus());
	return (
		<fieldset ref={field}>
			<legend className={styles.legend}>{words.labels.colour}</legend>
			<div className={styles.colours}>
				{choices.map((choice) => {
					const label = choice === null ? words.labels.noColour : words.labels.colours[choice];
					return (
						<label key={label} className={styles.colour} title={label}>
							<input
								type="radio"
								name={name}
								aria-label={label}
								checked={colour === choice}
								className={styles.radio}
								onChange={() => void edit({ colour: choice })}
							/>
							{choice === null ? <span className={styles.noColour} /> : <ColourDot colour={choice} />}
						</label>
					);
				})}
			</div>
		</fieldset>
	);
}
