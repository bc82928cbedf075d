import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useId, useMemo, useRef, useState } from 'react';
import { labelColours } from '../../../shared/label-colours.ts';
import type { ConnectionView } from '../../../shared/views.ts';
import { ColourDot } from '../../components/colour-dot.tsx';
import { Name } from '../../components/name.tsx';
import { SuggestField } from '../../components/suggest-field.tsx';
import { explain } from '../../lib/explain.ts';
import { useLedHere } from '../../lib/use-led-here.ts';
import { useActs, useData, useLocked } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { customersOf, tagsOf } from '../connections/known-labels.ts';
import styles from './detail-labels.module.css';
import { useDraft } from './use-draft.ts';

const none: readonly ConnectionView[] = [];
const longestCustomer = 200;
const longestTag = 32;
const longestNotes = 4000;

/** What a person writes on a connection for themselves, changed in place. */
export function DetailLabels({ connection }: { readonly connection: ConnectionView }) {
	const locked = useLocked();
	return (
		<fieldset aria-label={words.labels.heading} disabled={locked} className={styles.labels}>
			<Customer connection={connection} />
			<Tags connection={connection} />
			<Colour connection={connection} />
			<Notes connection={connection} />
		</fieldset>
	);
}

interface PartProps {
	readonly connection: ConnectionView;
}

function Customer({ connection: { id, customer } }: PartProps) {
	const all = useData((state) => state.snapshot?.connections ?? none);
	const customers = useMemo(() => customersOf(all), [all]);
	const edit = useActs((state) => state.edit);
	const draft = useDraft(customer ?? '', (text) => edit(id, { customer: text === '' ? null : text }));
	const field = useRef<HTMLInputElement>(null);
	useLedHere('customer', () => field.current?.focus());
	return (
		<SuggestField
			ref={field}
			label={words.labels.customer}
			placeholder={words.labels.noCustomer}
			suggestions={customers}
			value={draft.text}
			problem={draft.problem}
			maxLength={longestCustomer}
			onChange={draft.type}
			onChoose={(chosen) => void draft.keep(chosen)}
			onBlur={() => void draft.keep()}
			onKeyDown={(event) => {
				if (event.key === 'Enter') void draft.keep();
				leaveBy(event, draft.leave);
			}}
		/>
	);
}

/** Escape leaves what was typed, not the details. */
function leaveBy(event: KeyboardEvent, leave: () => void): void {
	if (event.key !== 'Escape') return;
	event.stopPropagation();
	leave();
}

function Tags({ connection: { id, tags } }: PartProps) {
	const all = useData((state) => state.snapshot?.connections ?? none);
	const suggestions = useMemo(() => tagsOf(all).filter((tag) => !tags.includes(tag)), [all, tags]);
	const edit = useActs((state) => state.edit);
	const [text, setText] = useState('');
	const [problem, setProblem] = useState<string | null>(null);
	const field = useRef<HTMLInputElement>(null);
	useLedHere('tags', () => field.current?.focus());

	async function save(next: readonly string[], left: string): Promise<void> {
		const error = await edit(id, { tags: next });
		setText(error ? left : '');
		setProblem(error ? `${explain(error).message} ${explain(error).hint}` : null);
	}
	const add = (tag: string) => (tag.trim() === '' ? undefined : void save([...tags, tag.trim()], tag));

	return (
		<div className={styles.tags}>
			<SuggestField
				ref={field}
				label={words.labels.tags}
				placeholder={words.labels.addTag}
				suggestions={suggestions}
				value={text}
				problem={problem}
				maxLength={longestTag}
				onChange={(next) => {
					setText(next);
					setProblem(null);
				}}
				onChoose={add}
				onBlur={() => add(text)}
				onKeyDown={(event) => {
					// Where a suggestion is highlighted, Enter chooses it.
					if (event.key === 'Enter' && !event.currentTarget.hasAttribute('aria-activedescendant')) add(text);
					leaveBy(event, () => setText(''));
				}}
			/>
			{tags.length > 0 ? (
				<ul className={styles.chips}>
					{tags.map((tag) => (
						<li key={tag} className={styles.chip}>
							<Name text={tag} />
							<button
								type="button"
								className={styles.remove}
								aria-label={words.labels.removeTag(tag)}
								onClick={() =>
									void save(
										tags.filter((each) => each !== tag),
										text,
									)
								}
							>
								<X aria-hidden="true" size={12} strokeWidth={1.75} />
							</button>
						</li>
					))}
				</ul>
			) : null}
		</div>
	);
}

function Colour({ connection: { id, colour } }: PartProps) {
	const edit = useActs((state) => state.edit);
	const name = useId();
	const choices = [null, ...labelColours] as const;
	const field = useRef<HTMLFieldSetElement>(null);
	useLedHere('colour', () => field.current?.querySelector<HTMLInputElement>('input:checked')?.focus());
	return (
		<fieldset ref={field}>
			<legend className={styles.legend}>{words.labels.colour}</legend>
			<div className={styles.colours}>
				{choices.map((choice) => {
					const label = choice === null ? words.labels.noColour : words.labels.colours[choice];
					return (
						<label key={label} className={styles.colour} title={label}>
							<input
								type="radio"
								name={name}
								aria-label={label}
								checked={colour === choice}
								className={styles.radio}
								onChange={() => void edit(id, { colour: choice })}
							/>
							{choice === null ? <span className={styles.noColour} /> : <ColourDot colour={choice} />}
						</label>
					);
				})}
			</div>
		</fieldset>
	);
}

function Notes({ connection }: PartProps) {
	const edit = useActs((state) => state.edit);
	const draft = useDraft(connection.notes, (text) => edit(connection.id, { notes: text }));
	const id = useId();
	const field = useRef<HTMLTextAreaElement>(null);
	useLedHere('notes', () => field.current?.focus());
	return (
		<div className={styles.notes}>
			<label htmlFor={id} className={styles.legend}>
				{words.labels.notes}
			</label>
			<textarea
				ref={field}
				id={id}
				dir="auto"
				rows={3}
				maxLength={longestNotes}
				aria-describedby={`${id}-hint`}
				aria-invalid={draft.problem !== null || undefined}
				className={styles.text}
				value={draft.text}
				onChange={(event) => draft.type(event.target.value)}
				onBlur={() => void draft.keep()}
				onKeyDown={(event) => {
					if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void draft.keep();
					leaveBy(event, draft.leave);
				}}
			/>
			<p id={`${id}-hint`} className={draft.problem === null ? styles.hint : styles.problem}>
				{draft.problem ?? words.labels.notesHint}
			</p>
		</div>
	);
}
