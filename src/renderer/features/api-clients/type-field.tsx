import { type ApiClientType, apiClientTypes } from '../../../shared/api-client-types.ts';
import { words } from '../../words.ts';
import styles from './api-client-fields.module.css';

interface TypeFieldProps {
	readonly value: ApiClientType;
	readonly onChange: (type: ApiClientType) => void;
}

/** The type of an API client in the words of Zoho's API console, each with what it is for. */
export function TypeField({ value, onChange }: TypeFieldProps) {
	return (
		<fieldset className={styles.types}>
			<legend className={styles.label}>{words.apiClient.type}</legend>
			{apiClientTypes.map((type) => (
				<label key={type} className={styles.type}>
					<input type="radio" name="clientType" value={type} checked={type === value} onChange={() => onChange(type)} />
					<span>
						{words.apiClient.types[type].name}
						<span className={styles.purpose}>{words.apiClient.types[type].purpose}</span>
					</span>
				</label>
			))}
		</fieldset>
	);
}
