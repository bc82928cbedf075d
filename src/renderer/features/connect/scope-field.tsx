import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { words } from '../../words.ts';
import type { ScopeChoice } from './scope-choices.ts';

interface ScopeFieldProps {
	readonly choices: readonly ScopeChoice[];
	readonly choice: ScopeChoice;
	/** The list of one's own, as it is typed. */
	readonly typed: string;
	readonly onChoice: (choice: ScopeChoice) => void;
	readonly onTyped: (typed: string) => void;
}

/** Which scopes are asked for. */
export function ScopeField({ choices, choice, typed, onChoice, onTyped }: ScopeFieldProps) {
	return (
		<>
			<SelectField
				label={words.reauth.scopes}
				value={choice}
				onChange={(next) => onChoice(choices.find((each) => each === next) ?? choice)}
				options={choices.map((each) => ({ value: each, label: words.reauth.choices[each] }))}
			/>
			{choice === 'own' ? (
				<TextField
					label={words.reauth.own}
					name="scopes"
					hint={words.apiClient.scopesHint}
					dir="ltr"
					value={typed}
					onChange={(event) => onTyped(event.target.value)}
					required
				/>
			) : null}
		</>
	);
}
