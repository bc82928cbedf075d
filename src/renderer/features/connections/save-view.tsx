import type { FormEvent } from 'react';
import { useState } from 'react';
import type { SavedView } from '../../../shared/settings.ts';
import { viewOf } from '../../client/client.ts';
import { Button } from '../../components/button.tsx';
import { useApp, useData, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './filter-card.module.css';
import { isNarrowed, savedViewLimits, savedViewOf, withSaved } from './saved-views.ts';

const none: readonly SavedView[] = [];

interface SaveViewProps {
	/** Whether it begins with the name, for whoever came for that. */
	readonly namesAtOnce: boolean;
	readonly onSaved: () => void;
}

/** Keeps the present look under a name; one that is there gets the new look. */
export function SaveView({ namesAtOnce, onSaved }: SaveViewProps) {
	const { data, view, toasts } = useApp();
	const [naming, setNaming] = useState(namesAtOnce);
	const savedViews = useData((state) => state.snapshot?.settings.savedViews ?? none);
	const isPlain = useView((state) => !isNarrowed(state));

	async function onSubmit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		const typed = new FormData(event.currentTarget).get('name');
		const name = typeof typed === 'string' ? typed.trim() : '';
		if (name === '') return;
		try {
			await data.getState().changeSettings({ savedViews: withSaved(savedViews, savedViewOf(name, view.getState())) });
		} catch (error) {
			return toasts.getState().problem(viewOf(error));
		}
		view.getState().nameLook(name);
		toasts.getState().announce(words.savedViews.saved(name));
		onSaved();
	}

	if (naming) {
		return (
			<form className={styles.save} onSubmit={(event) => void onSubmit(event)}>
				<input
					// biome-ignore lint/a11y/noAutofocus: the person has just asked to type here.
					autoFocus
					name="name"
					dir="auto"
					autoComplete="off"
					aria-label={words.savedViews.name}
					placeholder={words.savedViews.name}
					maxLength={savedViewLimits.name}
					className={styles.name}
				/>
				<Button size="small" tone="primary" type="submit">
					{words.savedViews.save}
				</Button>
			</form>
		);
	}
	const isFull = savedViews.length >= savedViewLimits.count;
	return (
		<Button
			size="small"
			title={isFull ? words.savedViews.full : undefined}
			aria-disabled={isPlain || isFull}
			onClick={() => isPlain || isFull || setNaming(true)}
		>
			{words.savedViews.saveAs}
		</Button>
	);
}
