import type { ErrorView } from '../../client/client.ts';
import type { LabelChange } from '../../stores/acts-store.ts';

/** Saves a change of one connection; resolves to why that was refused, else null. */
export type Edit = (change: LabelChange) => Promise<ErrorView | null>;
