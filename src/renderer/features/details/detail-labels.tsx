import { useId, useRef } from 'react';
import type { ConnectionView } from '../../../shared/views.ts';
import { useLedHere } from '../../lib/use-led-here.ts';
import { useActs, useLocked } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { ColourField } from '../labels/colour-field.tsx';
import { CustomerField } from '../labels/customer-field.tsx';
import type { Edit } from '../labels/edit.ts';
import { leaveBy } from '../labels/leave-by.ts';
import { TagField } from '../labels/tag-field.tsx';
import { useDraft } from '../labels/use-draft.ts';
import styles from './detail-labels.module.css';

const longestNotes = 4000;

/** What a person writes on a connection for themselves, changed in place. */
export function DetailLabels({ connection }: { readonly connection: ConnectionView }) {
	const locked = useLocked();
	const save = useActs((state) => state.edit);
	const { id, customer, tags, colour, notes } = connection;
	const edit: Edit = (change) => save(id, change);
	return (
		<fieldset aria-label={words.labels.heading} disabled={locked} className={styles.labels}>
			<CustomerField {...{ customer, edit }} />
			<TagField {...{ tags, edit }} />
			<ColourField {...{ colour, edit }} />
			<Notes {...{ notes, edit }} />
		</fieldset>
	);
}

interface NotesProps {
	readonly notes: string;
	readonly edit: Edit;
}

function Notes({ notes, edit }: NotesProps) {
	const draft = useDraft(notes, (text) => edit({ notes: text }));
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
					leaveBy(event, draft.isTouched, draft.leave);
				}}
			/>
			<p id={`${id}-hint`} className={draft.problem === null ? styles.hint : styles.problem}>
				{draft.problem ?? words.labels.notesHint}
			</p>
		</div>
	);
}
