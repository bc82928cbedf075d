import { X } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { ConnectionView } from '../../../shared/views.ts';
import { Name } from '../../components/name.tsx';
import { SuggestField } from '../../components/suggest-field.tsx';
import { explain } from '../../lib/explain.ts';
import { useLedHere } from '../../lib/use-led-here.ts';
import { useData } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { tagsOf } from '../connections/known-labels.ts';
import type { Edit } from './edit.ts';
import styles from './labels.module.css';
import { leaveBy } from './leave-by.ts';

const none: readonly ConnectionView[] = [];
const longestTag = 32;

interface TagFieldProps {
	readonly tags: readonly string[];
	readonly edit: Edit;
}

/** The tags of a connection: one is added as soon as the field is left, and taken away by its cross. */
export function TagField({ tags, edit }: TagFieldProps) {
	const all = useData((state) => state.snapshot?.connections ?? none);
	const suggestions = useMemo(() => tagsOf(all).filter((tag) => !tags.includes(tag)), [all, tags]);
	const [text, setText] = useState('');
	const [problem, setProblem] = useState<string | null>(null);
	const field = useRef<HTMLInputElement>(null);
	useLedHere('tags', () => field.current?.focus());

	async function save(next: readonly string[], left: string): Promise<void> {
		const error = await edit({ tags: next });
		setText(error ? left : '');
		setProblem(error ? `${explain(error).message} ${explain(error).hint}` : null);
	}
	const add = (tag: string) => (tag.trim() === '' ? undefined : void save([...tags, tag.trim()], tag));

	return (
		<div>
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
					leaveBy(event, text !== '', () => setText(''));
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
