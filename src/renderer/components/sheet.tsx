import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { words } from '../words.ts';
import { IconButton } from './icon-button.tsx';
import { PortalContext } from './portal-context.ts';
import styles from './sheet.module.css';

interface SheetProps {
	readonly open: boolean;
	readonly title: string;
	readonly onClose: () => void;
	/** Where the keyboard goes on if what opened the sheet is gone by its end. */
	readonly goesOnAt?: () => HTMLElement | null;
	readonly children: ReactNode;
}

/** Where the keyboard begins: not at the Close button, whose tooltip would take the first Escape. */
const beginningOf = (popup: HTMLElement | null) =>
	popup?.querySelector<HTMLElement>('[data-begins]') ??
	popup?.querySelector<HTMLElement>('form [role="combobox"], [tabindex="-1"]') ??
	true;

/** A panel that slides over the list. Escape closes it and gives the focus back. */
export function Sheet({ open, title, onClose, goesOnAt, children }: SheetProps) {
	const [popup, setPopup] = useState<HTMLElement | null>(null);
	const opener = useRef<Element | null>(null);
	const begin = () => {
		opener.current = document.activeElement;
		return beginningOf(popup);
	};
	const end = () => (opener.current?.isConnected ? true : (goesOnAt?.() ?? true));
	return (
		<Dialog.Root open={open} onOpenChange={(next) => !next && onClose()} disablePointerDismissal>
			<Dialog.Portal>
				<Dialog.Backdrop className={styles.backdrop} />
				<Dialog.Popup
					ref={setPopup}
					data-moves-toasts=""
					className={styles.sheet}
					initialFocus={begin}
					finalFocus={end}
				>
					<header className={styles.head}>
						<Dialog.Title className={styles.title}>{title}</Dialog.Title>
						<Dialog.Close
							render={
								<IconButton label={words.acts.close} icon={<X aria-hidden="true" size={16} strokeWidth={1.75} />} />
							}
						/>
					</header>
					<PortalContext value={popup}>{children}</PortalContext>
				</Dialog.Popup>
			</Dialog.Portal>
		</Dialog.Root>
	);
}
