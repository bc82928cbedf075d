import type { ConnectionView } from '../../../shared/views.ts';

const collator = new Intl.Collator(undefined, { numeric: true });
const inOrder = (names: Iterable<string>) => [...new Set(names)].sort(collator.compare);

/** The customers that connections are filed under, by name. */
export const customersOf = (all: readonly ConnectionView[]): readonly string[] =>
	inOrder(all.flatMap(({ customer }) => customer ?? []));

/** The tags that connections have, by name. */
export const tagsOf = (all: readonly ConnectionView[]): readonly string[] => inOrder(all.flatMap(({ tags }) => tags));
