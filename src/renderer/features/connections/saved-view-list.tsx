import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import type { FormEvent, KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import type { SavedView } from '../../../shared/settings.ts';
import { viewOf } from '../../client/client.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Name } from '../../components/name.tsx';
import { MenuAct, PopupMenu } from '../../components/popup-menu.tsx';
import { useApp, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { savedViewLimits } from './saved-views.ts';
import styles from './sidebar.module.css';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** The looks that a person saved under a name: shown by a click, renamed and removed by the menu beside each. */
export function SavedViewList({ all }: { readonly all: readonly SavedView[] }) {
	const { data, view, toasts } = useApp();
	const [renamed, setRenamed] = useState<string | null>(null);

	async function keep(savedViews: readonly SavedView[]): Promise<void> {
		try {
			await data.getState().changeSettings({ savedViews });
		} catch (error) {
			toasts.getState().problem(viewOf(error));
		}
	}

	async function rename(from: SavedView, to: string): Promise<void> {
		setRenamed(null);
		const name = to.trim();
		if (name === '' || name === from.name || all.some((each) => each.name === name)) return;
		const isShown = view.getState().savedName === from.name;
		await keep(all.map((each) => (each === from ? { ...each, name } : each)));
		if (isShown) view.getState().nameLook(name);
	}

	async function remove(saved: SavedView): Promise<void> {
		if (view.getState().savedName === saved.name) view.getState().nameLook(null);
		await keep(all.filter((each) => each !== saved));
		toasts.getState().announce(words.savedViews.removed(saved.name));
	}

	return (
		<ul>
			{all.map((saved) =>
				renamed === saved.name ? (
					<li key={saved.name}>
						<RenameView
							name={saved.name}
							onDone={(name) => void rename(saved, name)}
							onCancel={() => setRenamed(null)}
						/>
					</li>
				) : (
					<SavedViewItem
						key={saved.name}
						saved={saved}
						onRename={() => setRenamed(saved.name)}
						onRemove={() => void remove(saved)}
					/>
				),
			)}
		</ul>
	);
}

interface SavedViewItemProps {
	readonly saved: SavedView;
	readonly onRename: () => void;
	readonly onRemove: () => void;
}

function SavedViewItem({ saved, onRename, onRemove }: SavedViewItemProps) {
	const current = useView((state) => state.savedName === saved.name);
	const showSaved = useView((state) => state.showSaved);
	return (
		<li className={styles.saved}>
			<button
				type="button"
				aria-current={current ? 'page' : undefined}
				className={styles.item}
				onClick={() => showSaved(saved)}
			>
				<Name text={saved.name} className={styles.label} />
			</button>
			<PopupMenu
				align="start"
				trigger={
					<IconButton
						label={words.savedViews.more}
						name={words.acts.of(words.savedViews.more, saved.name)}
						icon={<Ellipsis {...icon} />}
						className={styles.savedMore}
					/>
				}
			>
				<MenuAct icon={<Pencil {...icon} />} onClick={onRename}>
					{words.savedViews.rename}
				</MenuAct>
				<MenuAct icon={<Trash2 {...icon} />} onClick={onRemove}>
					{words.savedViews.remove}
				</MenuAct>
			</PopupMenu>
		</li>
	);
}

interface RenameViewProps {
	readonly name: string;
	readonly onDone: (name: string) => void;
	readonly onCancel: () => void;
}

function RenameView({ name, onDone, onCancel }: RenameViewProps) {
	// Escape takes the input away, which blurs it.
	const cancelled = useRef(false);
	function onSubmit(event: FormEvent<HTMLFormElement>) {
		event.preventDefault();
		event.currentTarget.querySelector('input')?.blur();
	}
	function onKeyDown(event: KeyboardEvent) {
		if (event.key !== 'Escape') return;
		event.stopPropagation();
		cancelled.current = true;
		onCancel();
	}
	return (
		<form onSubmit={onSubmit}>
			<input
				// biome-ignore lint/a11y/noAutofocus: the person has just asked to type here.
				autoFocus
				aria-label={words.savedViews.name}
				defaultValue={name}
				maxLength={savedViewLimits.name}
				className={styles.rename}
				onFocus={(event) => event.target.select()}
				onBlur={(event) => cancelled.current || onDone(event.target.value)}
				onKeyDown={onKeyDown}
			/>
		</form>
	);
}
