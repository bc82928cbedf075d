import { exactTime, relativeTime } from '../lib/time.ts';
import { useNow } from '../lib/use-now.ts';
import { words } from '../words.ts';

/** A time in words, exact on hover. */
export function TimeAgo({ at }: { readonly at: string | null }) {
	const now = useNow();
	if (at === null) return words.time.never;
	return (
		<time dateTime={at} title={exactTime(at)}>
			{relativeTime(at, now)}
		</time>
	);
}
