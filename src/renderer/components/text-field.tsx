import type { FormEvent, InputHTMLAttributes, ReactNode, Ref } from 'react';
import { useId, useState } from 'react';
import { words } from '../words.ts';
import styles from './field.module.css';

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
	readonly label: string;
	readonly name: string;
	readonly hint?: string;
	/** Said where the text does not fit the pattern. */
	readonly wrong?: string;
	/** Beside the input. */
	readonly side?: ReactNode;
	readonly ref?: Ref<HTMLInputElement>;
}

/** A labelled input. Uncontrolled on purpose: what is typed stays in the element until it is sent. */
export function TextField({ label, hint, wrong, side, ...rest }: TextFieldProps) {
	const id = useId();
	const [problem, setProblem] = useState<string | null>(null);

	// Said below the input, in the words of the window, instead of in a bubble of the browser.
	function onInvalid(event: FormEvent<HTMLInputElement>) {
		event.preventDefault();
		const input = event.currentTarget;
		setProblem(input.validity.patternMismatch && wrong ? wrong : words.apiClient.required);
		if (input.form?.querySelector('input:invalid') === input) input.focus();
	}

	return (
		<div className={styles.field}>
			<label htmlFor={id} className={styles.label}>
				{label}
			</label>
			<div className={styles.line}>
				<input
					type="text"
					autoComplete="off"
					autoCapitalize="off"
					autoCorrect="off"
					spellCheck={false}
					dir="auto"
					{...rest}
					id={id}
					aria-invalid={problem !== null || undefined}
					aria-describedby={`${id}-hint`}
					className={styles.input}
					onInvalid={onInvalid}
					onInput={() => setProblem(null)}
				/>
				{side}
			</div>
			<p id={`${id}-hint`} className={problem === null ? styles.hint : styles.error}>
				{problem ?? hint}
			</p>
		</div>
	);
}
