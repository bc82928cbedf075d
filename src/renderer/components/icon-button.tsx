import { Tooltip } from '@base-ui/react/tooltip';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from '../lib/cx.ts';
import styles from './icon-button.module.css';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
	/** What it does; shown in the tooltip. */
	readonly label: string;
	/** The name for screen readers, if the label alone does not say on what. */
	readonly name?: string;
	readonly icon: ReactNode;
	readonly ref?: Ref<HTMLButtonElement>;
	/** With the browser's own tooltip: for rows of a long list, where hundreds of ours would be made while scrolling. */
	readonly light?: boolean;
}

/** A button that shows only an icon; its name is in the tooltip. */
export function IconButton({ label, name = label, icon, className, light = false, ...rest }: IconButtonProps) {
	if (light) {
		return (
			<button {...rest} type="button" aria-label={name} title={label} className={cx(styles.button, className)}>
				{icon}
			</button>
		);
	}
	return (
		<Tooltip.Root>
			<Tooltip.Trigger {...rest} type="button" aria-label={name} className={cx(styles.button, className)}>
				{icon}
			</Tooltip.Trigger>
			<Tooltip.Portal>
				<Tooltip.Positioner sideOffset={4} className={styles.positioner}>
					{/* The button has this as its name already. */}
					<Tooltip.Popup aria-hidden="true" className={styles.popup}>
						{label}
					</Tooltip.Popup>
				</Tooltip.Positioner>
			</Tooltip.Portal>
		</Tooltip.Root>
	);
}
