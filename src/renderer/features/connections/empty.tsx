import { KeyRound, ListFilter, Pin, SearchX, ShieldCheck } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { useConnect, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { Blank } from './blank.tsx';
import { filterCount, noFilters } from './filtering.ts';

const icon = { 'aria-hidden': true, size: 24, strokeWidth: 1.5 } as const;

/** No connection at all: what Latchkey does, and the two ways to begin. */
export function Empty() {
	const openSheet = useConnect((state) => state.openSheet);
	const startPractice = useConnect((state) => state.startPractice);
	const busy = useConnect((state) => state.practiceBusy);
	return (
		<Blank icon={<KeyRound {...icon} />} title={words.empty.title} text={words.empty.text} note={words.empty.later}>
			<Button tone="primary" onClick={() => openSheet()}>
				{words.list.connect}
			</Button>
			<Button aria-disabled={busy} onClick={() => void startPractice()}>
				{words.practice.start}
			</Button>
		</Blank>
	);
}

/** There are connections, but the view, its filters or the search show none. */
export function NothingShown() {
	const { query, view, filters } = useView((state) => state);
	const { search, show, filter } = useView((state) => state);
	const showAll = <Button onClick={() => show({ kind: 'all' })}>{words.list.showAll}</Button>;
	if (query.trim() !== '') {
		return (
			<Blank icon={<SearchX {...icon} />} title={words.list.noMatch(query.trim())} text={words.list.noMatchHint}>
				<Button onClick={() => search('')}>{words.list.clearSearch}</Button>
				{view.kind === 'all' && filterCount(filters) === 0 ? null : showAll}
			</Blank>
		);
	}
	if (filterCount(filters) > 0) {
		return (
			<Blank icon={<ListFilter {...icon} />} title={words.list.noneHere} text={words.list.noneHereHint}>
				<Button onClick={() => filter(noFilters)}>{words.filter.clear}</Button>
				{view.kind === 'all' ? null : showAll}
			</Blank>
		);
	}
	if (view.kind === 'pinned') {
		return (
			<Blank icon={<Pin {...icon} />} title={words.list.noPinned} text={words.list.noPinnedHint}>
				{showAll}
			</Blank>
		);
	}
	if (view.kind === 'attention') {
		return (
			<Blank icon={<ShieldCheck {...icon} />} title={words.list.noAttention} text={words.list.noAttentionHint}>
				{showAll}
			</Blank>
		);
	}
	return (
		<Blank icon={<ListFilter {...icon} />} title={words.list.noneHere} text={words.list.goneHint}>
			{showAll}
		</Blank>
	);
}
