import { KeyRound, SearchX, ShieldCheck } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { useConnect, useView } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { Blank } from './blank.tsx';

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

/** There are connections, but the view or the search shows none. */
export function NothingShown() {
	const { query, view } = useView((state) => state);
	const search = useView((state) => state.search);
	const show = useView((state) => state.show);
	if (query.trim() === '') {
		return (
			<Blank icon={<ShieldCheck {...icon} />} title={words.list.noAttention} text={words.list.noAttentionHint}>
				<Button onClick={() => show({ kind: 'all' })}>{words.list.showAll}</Button>
			</Blank>
		);
	}
	return (
		<Blank icon={<SearchX {...icon} />} title={words.list.noMatch(query.trim())} text={words.list.noMatchHint}>
			<Button onClick={() => search('')}>{words.list.clearSearch}</Button>
			{view.kind === 'all' ? null : <Button onClick={() => show({ kind: 'all' })}>{words.list.showAll}</Button>}
		</Blank>
	);
}
