import { useId } from 'react';
import styles from './segments.module.css';

interface SegmentsProps<T extends string> {
	readonly legend: string;
	readonly options: readonly { readonly value: T; readonly label: string }[];
	readonly value: T;
	readonly onChange: (value: T) => void;
}

/** A choice of one among a few, all in sight: radio buttons that look like one control. */
export function Segments<T extends string>({ legend, options, value, onChange }: SegmentsProps<T>) {
	const name = useId();
	return (
		<fieldset>
			<legend className="visually-hidden">{legend}</legend>
			<div className={styles.segments}>
				{options.map((option) => (
					<label key={option.value} className={styles.segment}>
						<input
							type="radio"
							name={name}
							value={option.value}
							checked={option.value === value}
							className={styles.radio}
							onChange={() => onChange(option.value)}
						/>
						{option.label}
					</label>
				))}
			</div>
		</fieldset>
	);
}
