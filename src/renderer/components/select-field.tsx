import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { use } from 'react';
import styles from './field.module.css';
import { PortalContext } from './portal-context.ts';

export interface Option {
	readonly value: string;
	readonly label: string;
	readonly note?: ReactNode;
}

interface SelectFieldProps {
	readonly label: string;
	readonly hint?: string;
	readonly options: readonly Option[];
	readonly value: string;
	readonly onChange: (value: string) => void;
	/** Beside the choice. */
	readonly side?: ReactNode;
	/** The keyboard begins here when the sheet opens. */
	readonly begins?: boolean;
}

/** A labelled choice of one. */
export function SelectField({ label, hint, options, value, onChange, side, begins = false }: SelectFieldProps) {
	const items = options.map((option) => ({ value: option.value, label: option.label }));
	return (
		<div className={styles.field}>
			<Select.Root items={items} value={value} onValueChange={(next) => next !== null && onChange(next)}>
				<Select.Label className={styles.label}>{label}</Select.Label>
				<div className={styles.line}>
					<Select.Trigger className={styles.trigger} {...(begins ? { 'data-begins': '' } : {})}>
						<Select.Value dir="auto" className={styles.value} />
						<Select.Icon className={styles.chevron}>
							<ChevronsUpDown aria-hidden="true" size={14} strokeWidth={1.75} />
						</Select.Icon>
					</Select.Trigger>
					{side}
				</div>
				<Select.Portal container={use(PortalContext) ?? undefined}>
					<Select.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
						<Select.Popup className={styles.popup}>
							<Select.List className={styles.options}>
								{options.map((option) => (
									<Select.Item key={option.value} value={option.value} className={styles.option}>
										<Select.ItemIndicator className={styles.tick}>
											<Check aria-hidden="true" size={14} strokeWidth={2} />
										</Select.ItemIndicator>
										<Select.ItemText dir="auto" className={styles.optionText}>
											{option.label}
										</Select.ItemText>
										{option.note ? <span className={styles.note}>{option.note}</span> : null}
									</Select.Item>
								))}
							</Select.List>
						</Select.Popup>
					</Select.Positioner>
				</Select.Portal>
			</Select.Root>
			{hint ? <p className={styles.hint}>{hint}</p> : null}
		</div>
	);
}
