import type { FormHTMLAttributes, HTMLAttributes, ReactNode, Ref } from 'react';
import type { SaidError } from '../../shared/error-in.ts';
import type { ErrorView } from '../client/client.ts';
import { cx } from '../lib/cx.ts';
import { explain } from '../lib/explain.ts';
import { CopyTrace } from './copy-trace.tsx';
import { NextActButton } from './next-act.tsx';
import { Notice } from './notice.tsx';
import styles from './sheet-parts.module.css';

// What stands in a sheet below its title, in this order: a body that scrolls, why something did not work, the buttons.

interface SheetFormProps extends FormHTMLAttributes<HTMLFormElement> {
	readonly ref?: Ref<HTMLFormElement>;
}

/** A sheet that is filled in; around body, problem and foot. */
export const SheetForm = ({ className, ...rest }: SheetFormProps) => (
	<form {...rest} className={cx(styles.form, className)} />
);

interface SheetBodyProps extends HTMLAttributes<HTMLDivElement> {
	readonly ref?: Ref<HTMLDivElement>;
}

/** One step of a sheet that has several; takes the keyboard when it takes the place of another. */
export const SheetStep = ({ className, ...rest }: SheetBodyProps) => (
	<div tabIndex={-1} {...rest} className={cx(styles.form, className)} />
);

/** What the sheet is about. */
export const SheetBody = ({ className, ...rest }: SheetBodyProps) => (
	<div {...rest} className={cx(styles.body, className)} />
);

interface SheetProblemProps {
	readonly error?: ErrorView | null;
	/** Where the sheet has words of its own for it. */
	readonly said?: SaidError | null;
}

/** Why the last act did not work, said at once, and the next step; to try again is what the sheet's own button does. */
export const SheetProblem = ({ error = null, said = error && explain(error) }: SheetProblemProps) =>
	said ? (
		<Notice tone="problem" alert {...said} className={styles.problem}>
			{error ? <NextActButton error={error} /> : null}
			<CopyTrace />
		</Notice>
	) : null;

/** The buttons, the one that goes on last. */
export const SheetFoot = ({ children }: { readonly children: ReactNode }) => (
	<footer className={styles.foot}>{children}</footer>
);
