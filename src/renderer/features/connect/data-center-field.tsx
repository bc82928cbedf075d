import { Settings2 } from 'lucide-react';
import type { DataCenterView } from '../../../shared/views.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { PracticeMark } from '../../components/practice-mark.tsx';
import { SelectField } from '../../components/select-field.tsx';
import type { SignInWay } from '../../stores/connect-draft.ts';
import { words } from '../../words.ts';
import { hostOf } from '../connections/grouping.ts';
import { findValue } from './find-data-center.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

interface DataCenterFieldProps {
	readonly way: SignInWay;
	readonly dataCenters: readonly DataCenterView[];
	/** The chosen one, or the one where a sign-in begins that is to find it. */
	readonly dataCenter: DataCenterView | undefined;
	readonly finding: boolean;
	readonly onChange: (value: string) => void;
	readonly onManage: () => void;
}

/** Where the org lives. Only a sign-in by browser can find that out: Zoho tells in the address that it comes back to. */
export function DataCenterField({ way, dataCenters, dataCenter, finding, onChange, onManage }: DataCenterFieldProps) {
	const known = dataCenters.map(({ id, name, accountsUrl, kind }) => ({
		value: id,
		label: name,
		note: kind === 'practice' ? <PracticeMark /> : hostOf(accountsUrl),
	}));
	const hint = finding ? words.wayIn.findHint(hostOf(dataCenter?.accountsUrl ?? '')) : words.wayIn.dataCenterHints[way];
	return (
		<SelectField
			// Another list: the select would answer the loss of its chosen option with a choice of its own.
			key={way === 'browser' ? 'open' : 'named'}
			label={words.connect.dataCenter}
			hint={hint}
			value={finding ? findValue : (dataCenter?.id ?? '')}
			onChange={onChange}
			options={way === 'browser' ? [{ value: findValue, label: words.wayIn.find }, ...known] : known}
			side={<IconButton label={words.dataCenters.manage} icon={<Settings2 {...icon} />} onClick={onManage} />}
		/>
	);
}
