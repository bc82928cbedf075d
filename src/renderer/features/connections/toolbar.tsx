import { ListFilter, Plus, Search, X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { PopoverCard } from '../../components/popover-card.tsx';
import { cx } from '../../lib/cx.ts';
import { useLedHere } from '../../lib/use-led-here.ts';
import { useConnect, useLocked, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { FilterCard } from './filter-card.tsx';
import { filterCount } from './filtering.ts';
import { OrderMenu } from './order-menu.tsx';
import styles from './toolbar.module.css';

interface ToolbarProps {
	readonly searchRef: RefObject<HTMLInputElement | null>;
	/** Puts the focus on the list. */
	readonly onLeave: () => void;
}

export function Toolbar({ searchRef, onLeave }: ToolbarProps) {
	const query = useView((state) => state.query);
	const search = useView((state) => state.search);
	const filtered = useView((state) => filterCount(state.filters));
	const openSheet = useConnect((state) => state.openSheet);
	const locked = useLocked();
	const [filtering, setFiltering] = useState<'open' | 'naming' | null>(null);
	useLedHere('view-name', () => setFiltering('naming'));

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
					aria-keyshortcuts="/"
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
						/
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
			<div className={styles.tools}>
				<PopoverCard
					title={words.filter.title}
					wide
					open={filtering !== null}
					onOpenChange={(open) => setFiltering(open ? 'open' : null)}
					trigger={
						<IconButton
							label={filtered > 0 ? words.filter.openCount(filtered) : words.filter.open}
							icon={<ListFilter aria-hidden="true" size={16} strokeWidth={1.75} />}
							className={cx(filtered > 0 && styles.on)}
						/>
					}
				>
					{(close) => <FilterCard namesAtOnce={filtering === 'naming'} onDone={close} />}
				</PopoverCard>
				<OrderMenu />
			</div>
			<Button
				tone="primary"
				disabled={locked}
				icon={<Plus aria-hidden="true" size={16} strokeWidth={1.75} />}
				onClick={() => openSheet()}
			>
				{words.list.connectShort}
			</Button>
		</div>
	);
}
