import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect } from 'react';
import { cx } from '../lib/cx.ts';
import { useToasts } from '../stores/app-context.ts';
import type { Toast } from '../stores/toast-store.ts';
import { words } from '../words.ts';
import { HintText } from './hint-text.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './toast-list.module.css';

const life = { done: 6000, problem: 15_000 } as const;

function ToastItem({ toast }: { readonly toast: Toast }) {
	const dismiss = useToasts((state) => state.dismiss);
	useEffect(() => {
		const timer = setTimeout(() => dismiss(toast.id), life[toast.tone]);
		return () => clearTimeout(timer);
	}, [toast, dismiss]);
	const Icon = toast.tone === 'done' ? CircleCheck : CircleAlert;
	return (
		<div role={toast.tone === 'done' ? 'status' : 'alert'} className={cx(styles.toast, styles[toast.tone])}>
			<Icon aria-hidden="true" size={16} strokeWidth={1.75} className={styles.icon} />
			<div className={styles.body}>
				<p dir="auto" className={styles.text}>
					{toast.text}
				</p>
				{toast.hint ? (
					<p dir="auto" className={styles.hint}>
						<HintText text={toast.hint} />
					</p>
				) : null}
			</div>
			<IconButton
				label={words.acts.dismiss}
				icon={<X aria-hidden="true" size={14} strokeWidth={1.75} />}
				onClick={() => dismiss(toast.id)}
				className={styles.close}
			/>
		</div>
	);
}

/** What happened, at the foot of the list; and what only screen readers hear. */
export function ToastList() {
	const toasts = useToasts((state) => state.toasts);
	const announcement = useToasts((state) => state.announcement);
	return (
		<div className={styles.list}>
			<div role="status" className="visually-hidden">
				{announcement}
			</div>
			{toasts.map((toast) => (
				<ToastItem key={toast.id} toast={toast} />
			))}
		</div>
	);
}
