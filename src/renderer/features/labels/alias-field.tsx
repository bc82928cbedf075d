import type { Ref } from 'react';
import { useId } from 'react';
import field from '../../components/field.module.css';
import { words } from '../../words.ts';
import { leaveBy } from './leave-by.ts';
import type { Draft } from './use-draft.ts';

const longestAlias = 64;

interface AliasFieldProps {
	readonly draft: Draft;
	readonly ref: Ref<HTMLInputElement>;
	readonly onEnter: () => void;
}

/** What a connection is called here and in terminals; kept as soon as the field is left. */
export function AliasField({ draft, ref, onEnter }: AliasFieldProps) {
	const id = useId();
	return (
		<div className={field.field}>
			<label htmlFor={id} className={field.label}>
				{words.labels.alias}
			</label>
			<input
				ref={ref}
				id={id}
				dir="auto"
				autoComplete="off"
				spellCheck={false}
				maxLength={longestAlias}
				aria-invalid={draft.problem !== null || undefined}
				aria-describedby={`${id}-hint`}
				className={field.input}
				value={draft.text}
				onChange={(event) => draft.type(event.target.value)}
				onBlur={() => void draft.keep()}
				onKeyDown={(event) => {
					if (event.key === 'Enter') onEnter();
					leaveBy(event, draft.isTouched, draft.leave);
				}}
			/>
			<p id={`${id}-hint`} role="status" className={draft.problem === null ? field.hint : field.error}>
				{draft.problem ?? words.connect.aliasHint}
			</p>
		</div>
	);
}
