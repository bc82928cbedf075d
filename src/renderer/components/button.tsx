import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { cx } from '../lib/cx.ts';
import styles from './button.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
	readonly tone?: 'primary' | 'plain' | 'quiet' | 'danger';
	readonly size?: 'small' | 'normal';
	readonly icon?: ReactNode;
}

/** A button with a verb. */
export function Button({ tone = 'plain', size = 'normal', icon, className, children, ...rest }: ButtonProps) {
	return (
		<button type="button" {...rest} className={cx(styles.button, styles[tone], styles[size], className)}>
			{icon}
			<span className={styles.text}>{children}</span>
		</button>
	);
}
