import { useMemo, useRef } from 'react';
import type { ConnectionView } from '../../../shared/views.ts';
import { SuggestField } from '../../components/suggest-field.tsx';
import { useLedHere } from '../../lib/use-led-here.ts';
import { useData } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { customersOf } from '../connections/known-labels.ts';
import type { Edit } from './edit.ts';
import { leaveBy } from './leave-by.ts';
import { useDraft } from './use-draft.ts';

const none: readonly ConnectionView[] = [];
const longestCustomer = 200;

interface CustomerFieldProps {
	readonly customer: string | null;
	readonly edit: Edit;
}

/** The customer that a connection is filed under; kept as soon as the field is left. */
export function CustomerField({ customer, edit }: CustomerFieldProps) {
	const all = useData((state) => state.snapshot?.connections ?? none);
	const customers = useMemo(() => customersOf(all), [all]);
	const draft = useDraft(customer ?? '', (text) => edit({ customer: text === '' ? null : text }));
	const field = useRef<HTMLInputElement>(null);
	useLedHere('customer', () => field.current?.focus());
	return (
		<SuggestField
			ref={field}
			label={words.labels.customer}
			placeholder={words.labels.noCustomer}
			suggestions={customers}
			value={draft.text}
			problem={draft.problem}
			maxLength={longestCustomer}
			onChange={draft.type}
			onChoose={(chosen) => void draft.keep(chosen)}
			onBlur={() => void draft.keep()}
			onKeyDown={(event) => {
				if (event.key === 'Enter') void draft.keep();
				leaveBy(event, draft.isTouched, draft.leave);
			}}
		/>
	);
}
