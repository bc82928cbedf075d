import { useId } from 'react';
import styles from './switch-field.module.css';

interface SwitchFieldProps {
	readonly label: string;
	readonly hint?: string;
	readonly on: boolean;
	readonly disabled?: boolean;
	readonly onChange: (on: boolean) => void;
}

/** Something that is on or off, at once. */
export function SwitchField({ label, hint, on, disabled = false, onChange }: SwitchFieldProps) {
	const id = useId();
	return (
		<div className={styles.field}>
			<label htmlFor={id} className={styles.label}>
				{label}
			</label>
			<input
				id={id}
				type="checkbox"
				role="switch"
				aria-checked={on}
				checked={on}
				disabled={disabled}
				aria-describedby={`${id}-hint`}
				className={styles.switch}
				onChange={({ target }) => onChange(target.checked)}
			/>
			<p id={`${id}-hint`} className={styles.hint}>
				{hint}
			</p>
		</div>
	);
}
