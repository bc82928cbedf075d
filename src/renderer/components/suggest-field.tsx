import { Autocomplete } from '@base-ui/react/autocomplete';
import type { KeyboardEvent, Ref } from 'react';
import { use, useId } from 'react';
import { cx } from '../lib/cx.ts';
import fieldStyles from './field.module.css';
import { PortalContext } from './portal-context.ts';
import styles from './suggest-field.module.css';

/** More would not be read; typing narrows them down. */
const mostShown = 40;

interface SuggestFieldProps {
	readonly label: string;
	/** Said by screen readers only. */
	readonly hidesLabel?: boolean;
	readonly suggestions: readonly string[];
	readonly value: string;
	readonly onChange: (value: string) => void;
	/** A suggestion was chosen. */
	readonly onChoose?: (value: string) => void;
	readonly onKeyDown?: (event: KeyboardEvent) => void;
	readonly onBlur?: () => void;
	readonly placeholder?: string;
	readonly hint?: string;
	readonly problem?: string | null;
	readonly maxLength?: number;
	readonly autoFocus?: boolean;
	readonly ref?: Ref<HTMLInputElement>;
}

/** A text with suggestions of what was written before; other text is as welcome. */
export function SuggestField(props: SuggestFieldProps) {
	const {
		label,
		hidesLabel = false,
		suggestions,
		value,
		onChange,
		onChoose,
		hint,
		problem = null,
		ref,
		...rest
	} = props;
	const id = useId();
	return (
		<div className={fieldStyles.field}>
			<label htmlFor={id} className={hidesLabel ? 'visually-hidden' : fieldStyles.label}>
				{label}
			</label>
			<Autocomplete.Root
				items={suggestions}
				limit={mostShown}
				value={value}
				openOnInputClick
				onValueChange={(next, { reason }) => {
					onChange(next);
					if (reason === 'item-press') onChoose?.(next);
				}}
			>
				<Autocomplete.Input
					{...rest}
					{...(ref ? { ref } : {})}
					id={id}
					dir="auto"
					autoComplete="off"
					spellCheck={false}
					aria-invalid={problem !== null || undefined}
					aria-describedby={`${id}-hint`}
					className={fieldStyles.input}
				/>
				<Autocomplete.Portal container={use(PortalContext) ?? undefined}>
					<Autocomplete.Positioner className={fieldStyles.positioner} sideOffset={4}>
						<Autocomplete.Popup className={cx(fieldStyles.popup, styles.popup)}>
							<Autocomplete.List className={fieldStyles.options}>
								{(item: string) => (
									<Autocomplete.Item key={item} value={item} className={cx(fieldStyles.option, styles.option)}>
										<bdi className={fieldStyles.optionText}>{item}</bdi>
									</Autocomplete.Item>
								)}
							</Autocomplete.List>
						</Autocomplete.Popup>
					</Autocomplete.Positioner>
				</Autocomplete.Portal>
			</Autocomplete.Root>
			<p id={`${id}-hint`} className={problem === null ? fieldStyles.hint : fieldStyles.error}>
				{problem ?? hint}
			</p>
		</div>
	);
}
