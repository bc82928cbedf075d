import { Menu } from '@base-ui/react/menu';
import { type ReactElement, type ReactNode, use } from 'react';
import { cx } from '../lib/cx.ts';
import styles from './popup-menu.module.css';
import { PortalContext } from './portal-context.ts';

interface PopupMenuProps {
	/** The button that opens it. */
	readonly trigger: ReactElement;
	readonly children: ReactNode;
	readonly align?: 'start' | 'end';
	readonly onOpenChange?: (open: boolean) => void;
}

/** A menu at a button. Escape closes it and gives the focus back. */
export function PopupMenu({ trigger, children, align = 'end', onOpenChange }: PopupMenuProps) {
	return (
		<Menu.Root {...(onOpenChange ? { onOpenChange } : {})}>
			<Menu.Trigger render={trigger} />
			<MenuPopup align={align}>{children}</MenuPopup>
		</Menu.Root>
	);
}

interface MenuPopupProps {
	readonly align: 'start' | 'end';
	/** Where it opens, if that is not its trigger. */
	readonly anchor?: Element | null;
	readonly children: ReactNode;
}

/** What a menu shows; for a menu that brings its own root. */
export const MenuPopup = ({ align, anchor, children }: MenuPopupProps) => (
	<Menu.Portal container={use(PortalContext) ?? undefined}>
		<Menu.Positioner
			className={styles.positioner}
			align={align}
			sideOffset={4}
			{...(anchor === undefined ? {} : { anchor })}
		>
			<Menu.Popup className={styles.popup} {...(anchor ? { finalFocus: { current: focusable(anchor) } } : {})}>
				{children}
			</Menu.Popup>
		</Menu.Positioner>
	</Menu.Portal>
);

const focusable = (element: Element) => (element instanceof HTMLElement ? element : null);

interface MenuActProps {
	readonly icon?: ReactNode;
	readonly danger?: boolean;
	readonly disabled?: boolean;
	readonly onClick: () => void;
	readonly children: ReactNode;
}

/** One act of a menu. */
export const MenuAct = ({ icon, danger = false, disabled = false, onClick, children }: MenuActProps) => (
	<Menu.Item className={cx(styles.item, danger && styles.danger)} disabled={disabled} onClick={onClick}>
		{icon}
		<span className={styles.text}>{children}</span>
	</Menu.Item>
);

export const MenuSeparator = () => <Menu.Separator className={styles.separator} />;
