import type { ExpectedEnvironment } from '../../../shared/views.ts';
import { SelectField } from '../../components/select-field.tsx';
import { words } from '../../words.ts';

/** In the order of how often they are connected. */
const known: readonly ExpectedEnvironment[] = ['production', 'sandbox', 'developer'];

interface EnvironmentFieldProps {
	/** Null: any. */
	readonly value: ExpectedEnvironment | null;
	readonly onChange: (value: ExpectedEnvironment | null) => void;
}

/** What the person expects of the org. The org itself says which environment it is, and another one is kept apart. */
export function EnvironmentField({ value, onChange }: EnvironmentFieldProps) {
	return (
		<SelectField
			label={words.connect.environment}
			hint={value === null ? words.connect.environmentHint : words.connect.expectsHint}
			value={value ?? ''}
			onChange={(next) => onChange(known.find((each) => each === next) ?? null)}
			options={[
				{ value: '', label: words.connect.anyEnvironment },
				...known.map((each) => ({ value: each, label: words.environmentLong[each] })),
			]}
		/>
	);
}
