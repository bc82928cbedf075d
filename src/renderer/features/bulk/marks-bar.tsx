import { X } from 'lucide-react';
import type { FormEvent } from 'react';
import { useMemo, useState } from 'react';
import type { BulkAct } from '../../../shared/bulk.ts';
import type { ConnectionView } from '../../../shared/views.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { PopoverCard } from '../../components/popover-card.tsx';
import { SuggestField } from '../../components/suggest-field.tsx';
import { explain } from '../../lib/explain.ts';
import { useApp, useBulk, useData, useLocked, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { customersOf, tagsOf } from '../connections/known-labels.ts';
import { ListMenu } from './list-menu.tsx';
import styles from './marks-bar.module.css';
import { relabel } from './relabel.ts';

interface MarksBarProps {
	/** Those that the list shows now. */
	readonly shown: readonly ConnectionView[];
}

const none: readonly ConnectionView[] = [];

const markedOf = (all: readonly ConnectionView[], marked: ReadonlySet<string>) =>
	marked.size === 0 ? none : all.filter(({ id }) => marked.has(id));

/** What can be done with the marked connections; stands at the foot of the list as long as there are any. */
export function MarksBar({ shown }: MarksBarProps) {
	const all = useData((state) => state.snapshot?.connections ?? none);
	const marked = useView((state) => state.marked);
	const clearMarks = useView((state) => state.clearMarks);
	const ask = useBulk((state) => state.ask);
	const chosen = useMemo(() => markedOf(all, marked), [all, marked]);
	const inSight = useMemo(() => markedOf(shown, marked).length, [shown, marked]);
	const ids = chosen.map(({ id }) => id);
	const locked = useLocked();
	if (chosen.length === 0 || locked) return null;

	const act = (of: BulkAct, label: string) => (
		<Button size="small" tone={of === 'revoke' ? 'danger' : 'plain'} onClick={() => void ask(of, ids)}>
			{label}
		</Button>
	);
	return (
		<div role="toolbar" data-lifts-toasts="" aria-label={words.marks.bar} className={styles.bar}>
			<p className={styles.count} role="status">
				{words.marks.count(chosen.length)}
				{inSight < chosen.length ? (
					<span className={styles.quiet}>, {words.marks.hidden(chosen.length - inSight)}</span>
				) : null}
			</p>
			{act('check', words.acts.check)}
			{act('refresh', words.acts.refresh)}
			{act('revoke', words.acts.revoke)}
			<LabelCard kind="customer" chosen={chosen} all={all} />
			<LabelCard kind="tag" chosen={chosen} all={all} />
			<ListMenu ids={ids} />
			<IconButton
				label={words.marks.clear}
				icon={<X aria-hidden="true" size={16} strokeWidth={1.75} />}
				className={styles.clear}
				onClick={clearMarks}
			/>
		</div>
	);
}

interface LabelCardProps {
	readonly kind: 'customer' | 'tag';
	readonly chosen: readonly ConnectionView[];
	readonly all: readonly ConnectionView[];
}

/** Files all of them under a customer, or gives all of them a tag. */
function LabelCard({ kind, chosen, all }: LabelCardProps) {
	const isCustomer = kind === 'customer';
	const title = isCustomer ? words.marks.customer : words.marks.tag;
	return (
		<PopoverCard title={title} side="top" align="start" trigger={<Button size="small">{title}</Button>}>
			{(close) => <LabelForm kind={kind} chosen={chosen} all={all} onDone={close} />}
		</PopoverCard>
	);
}

function LabelForm({ kind, chosen, all, onDone }: LabelCardProps & { readonly onDone: () => void }) {
	const { acts, toasts } = useApp();
	const isCustomer = kind === 'customer';
	const [text, setText] = useState('');
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const suggestions = useMemo(() => (isCustomer ? customersOf(all) : tagsOf(all)), [isCustomer, all]);

	async function onSubmit(event: FormEvent) {
		event.preventDefault();
		const typed = text.trim();
		if (busy || (!isCustomer && typed === '')) return;
		setBusy(true);
		const { changed, failed, error } = await relabel(chosen, kind, typed, acts.getState().edit);
		setBusy(false);
		if (error && changed === 0) return setProblem(`${explain(error).message} ${explain(error).hint}`);
		if (error) toasts.getState().problem(error);
		toasts.getState().done(words.marks.applied(changed), failed > 0 ? words.marks.failed(failed) : null);
		onDone();
	}

	return (
		<form className={styles.form} onSubmit={(event) => void onSubmit(event)}>
			<SuggestField
				label={isCustomer ? words.marks.customerLabel : words.marks.tagLabel}
				hint={isCustomer ? words.marks.customerHint : words.marks.tagHint}
				problem={problem}
				suggestions={suggestions}
				value={text}
				maxLength={isCustomer ? 200 : 32}
				onChange={(next) => {
					setText(next);
					setProblem(null);
				}}
			/>
			<Button type="submit" tone="primary" aria-disabled={busy} className={styles.apply}>
				{words.marks.apply}
			</Button>
		</form>
	);
}
