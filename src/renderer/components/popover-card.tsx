import { Popover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { useState } from 'react';
import { cx } from '../lib/cx.ts';
import styles from './popover-card.module.css';
import { PortalContext } from './portal-context.ts';

interface PopoverCardProps {
	readonly title: string;
	/** The button that opens it. */
	readonly trigger: ReactElement;
	readonly side?: 'top' | 'bottom';
	readonly align?: 'start' | 'end';
	/** For choices side by side. */
	readonly wide?: boolean;
	/** Where something else opens it, too; else it keeps this itself. */
	readonly open?: boolean;
	readonly onOpenChange?: (open: boolean) => void;
	readonly children: (close: () => void) => ReactNode;
}

/** A small form at a button. Escape closes it and gives the focus back. */
export function PopoverCard(props: PopoverCardProps) {
	const { title, trigger, side = 'bottom', align = 'end', wide = false, children } = props;
	const [own, setOwn] = useState(false);
	const { open = own, onOpenChange: setOpen = setOwn } = props;
	const [popup, setPopup] = useState<HTMLElement | null>(null);
	return (
		<Popover.Root open={open} onOpenChange={setOpen}>
			<Popover.Trigger render={trigger} />
			<Popover.Portal>
				<Popover.Positioner className={styles.positioner} side={side} align={align} sideOffset={6}>
					<Popover.Popup ref={setPopup} className={cx(styles.popup, wide && styles.wide)}>
						<Popover.Title className="visually-hidden">{title}</Popover.Title>
						<PortalContext value={popup}>{children(() => setOpen(false))}</PortalContext>
					</Popover.Popup>
				</Popover.Positioner>
			</Popover.Portal>
		</Popover.Root>
	);
}
