import { Plus, Search, X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useConnect, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import styles from './toolbar.module.css';

interface ToolbarProps {
	readonly searchRef: RefObject<HTMLInputElement | null>;
	readonly platform: string;
	/** Puts the focus on the list. */
	readonly onLeave: () => void;
}

export function Toolbar({ searchRef, platform, onLeave }: ToolbarProps) {
	const query = useView((state) => state.query);
	const search = useView((state) => state.search);
	const openSheet = useConnect((state) => state.openSheet);

	function clear() {
		search('');
		searchRef.current?.focus();
	}

	function onKeyDown(event: KeyboardEvent) {
		if (event.key === 'ArrowDown' || event.key === 'Enter') {
			event.preventDefault();
			onLeave();
		}
		if (event.key === 'Escape') {
			event.stopPropagation();
			if (query === '') onLeave();
			else clear();
		}
	}

	return (
		<div className={styles.toolbar}>
			<search className={styles.search}>
				<Search aria-hidden="true" size={16} strokeWidth={1.75} className={styles.icon} />
				<input
					ref={searchRef}
					type="text"
					dir="auto"
					aria-label={words.list.searchLabel}
					aria-keyshortcuts="Control+K Meta+K /"
					placeholder={words.list.search}
					spellCheck={false}
					autoComplete="off"
					className={styles.input}
					value={query}
					onChange={(event) => search(event.target.value)}
					onKeyDown={onKeyDown}
				/>
				{query === '' ? (
					<span aria-hidden="true" className={styles.key}>
						{platform === 'darwin' ? '⌘K' : 'Ctrl K'}
					</span>
				) : (
					<IconButton
						label={words.list.clearSearch}
						icon={<X aria-hidden="true" size={14} strokeWidth={1.75} />}
						onClick={clear}
						className={styles.clear}
					/>
				)}
			</search>
			<Button
				tone="primary"
				icon={<Plus aria-hidden="true" size={16} strokeWidth={1.75} />}
				onClick={() => openSheet()}
			>
				{words.list.connectShort}
			</Button>
		</div>
	);
}
