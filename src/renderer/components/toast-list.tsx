import { CircleAlert, CircleCheck, X } from 'lucide-react';
import type { FocusEvent } from 'react';
import { useEffect, useRef } from 'react';
import { cx } from '../lib/cx.ts';
import { useToasts } from '../stores/app-context.ts';
import type { Toast } from '../stores/toast-store.ts';
import { words } from '../words.ts';
import { CopyTrace } from './copy-trace.tsx';
import { HintText } from './hint-text.tsx';
import { IconButton } from './icon-button.tsx';
import { NextActButton } from './next-act.tsx';
import styles from './toast-list.module.css';

/** How long one stays that only tells; one with a button waits for the person. */
const lifeMs = 6000;

interface ToastItemProps {
	readonly toast: Toast;
	/** Gives the keyboard back before its buttons go. */
	readonly onLeave: () => void;
}

function ToastItem({ toast, onLeave }: ToastItemProps) {
	const { id, tone, text, hint, error, about } = toast;
	const dismiss = useToasts((state) => state.dismiss);
	const stays = error !== null;
	useEffect(() => {
		if (stays) return;
		const timer = setTimeout(() => dismiss(id), lifeMs);
		return () => clearTimeout(timer);
	}, [id, stays, dismiss]);
	const Icon = tone === 'done' ? CircleCheck : CircleAlert;
	const leave = () => {
		onLeave();
		dismiss(id);
	};
	return (
		<div role={tone === 'done' ? 'status' : 'alert'} className={cx(styles.toast, styles[tone])}>
			<Icon aria-hidden="true" size={16} strokeWidth={1.75} className={styles.icon} />
			<div className={styles.content}>
				<div className={styles.body}>
					<p dir="auto" className={styles.text}>
						{text}
					</p>
					{hint ? (
						<p dir="auto" className={styles.hint}>
							<HintText text={hint} />
						</p>
					) : null}
				</div>
				{error ? (
					<div className={styles.acts}>
						<NextActButton error={error} about={about} onBegin={leave} />
						<CopyTrace />
					</div>
				) : null}
			</div>
			<IconButton
				label={words.acts.dismiss}
				icon={<X aria-hidden="true" size={14} strokeWidth={1.75} />}
				onClick={leave}
				className={styles.close}
			/>
		</div>
	);
}

/** What happened, at the foot of the list; and what only screen readers hear. */
export function ToastList() {
	const toasts = useToasts((state) => state.toasts);
	const announcement = useToasts((state) => state.announcement);
	const before = useRef<HTMLElement | null>(null);

	function onFocus({ currentTarget, relatedTarget }: FocusEvent) {
		if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget)) before.current = relatedTarget;
	}
	return (
		<section aria-label={words.messages} className={styles.list} onFocus={onFocus}>
			<div role="status" className="visually-hidden">
				{announcement}
			</div>
			{toasts.map((toast) => (
				<ToastItem key={toast.id} toast={toast} onLeave={() => before.current?.focus({ preventScroll: true })} />
			))}
		</section>
	);
}
