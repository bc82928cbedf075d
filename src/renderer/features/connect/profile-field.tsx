import { SelectField } from '../../components/select-field.tsx';
import { useData } from '../../stores/app-context.ts';
import type { SignInWay } from '../../stores/connect-draft.ts';
import { words } from '../../words.ts';

interface ProfileFieldProps {
	readonly way: SignInWay;
	readonly customer: string | null;
	readonly onChange: (customer: string | null) => void;
}

/** Whose profile of the browser the sign-in opens in: asked for where customers have profiles of their own, and a browser is opened. */
export function ProfileField({ way, customer, onChange }: ProfileFieldProps) {
	const profiles = useData((state) => state.snapshot?.settings.browserProfiles);
	const customers = Object.keys(profiles ?? {});
	if (customers.length === 0 || way === 'code' || way === 'token') return null;
	return (
		<SelectField
			label={words.connect.customer}
			hint={words.connect.profileHint}
			value={customer ?? ''}
			onChange={(next) => onChange(next === '' ? null : next)}
			options={[
				{ value: '', label: words.labels.noCustomer },
				...customers.map((name) => ({ value: name, label: name })),
			]}
		/>
	);
}
