import type { Settings } from '../../../shared/settings.ts';
import { SelectField } from '../../components/select-field.tsx';
import { SwitchField } from '../../components/switch-field.tsx';
import { useSheets } from '../../stores/app-context.ts';
import { words } from '../../words.ts';
import { SettingsGroup } from './settings-group.tsx';

interface OwnSettingsProps {
	readonly settings: Settings;
	readonly onChange: (change: Partial<Settings>) => void;
}

const clipboardChoices = [5, 10, 15, 30, 60, 120, 300];
const idleChoices = [0, 1, 5, 10, 15, 30, 60, 120, 240];

/** The choices, and the present one where another program set something between. */
const withPresent = (choices: readonly number[], present: number) =>
	choices.includes(present) ? choices : [...choices, present].sort((a, b) => a - b);

/** The texts of a choice by name as options. */
const optionsOf = <T extends string>(said: Readonly<Record<T, string>>) =>
	Object.entries<string>(said).map(([value, label]) => ({ value, label }));

/** Calls on with the chosen key; what is no key of the texts is nobody's choice. */
const pick =
	<T extends string>(said: Readonly<Record<T, string>>, onPick: (value: T) => void) =>
	(value: string) => {
		if (isKey(said, value)) onPick(value);
	};

const isKey = <T extends string>(said: Readonly<Record<T, string>>, value: string): value is T =>
	Object.hasOwn(said, value);

/** How the window looks and speaks. */
export function LookSettings({ settings, onChange }: OwnSettingsProps) {
	const { beginsAt, beginAt } = useSheets((state) => state);
	const { look, theme, themes, language, languages, groupBy, groups } = words.settings;
	return (
		<SettingsGroup heading={look}>
			<SelectField
				label={theme}
				begins={beginsAt === null}
				value={settings.theme}
				options={optionsOf(themes)}
				onChange={pick(themes, (chosen) => onChange({ theme: chosen }))}
			/>
			<SelectField
				label={language}
				value={settings.language}
				options={optionsOf(languages)}
				begins={beginsAt === 'language'}
				onChange={pick(languages, (chosen) => {
					beginAt('language');
					onChange({ language: chosen });
				})}
			/>
			<SelectField
				label={groupBy}
				value={settings.groupBy}
				options={optionsOf(groups)}
				onChange={pick(groups, (chosen) => onChange({ groupBy: chosen }))}
			/>
		</SettingsGroup>
	);
}

/** What guards against a passer-by. */
export function SecuritySettings({ settings, onChange }: OwnSettingsProps) {
	const { security, clipboard, clipboardHint, seconds, idle, idleNever, minutes, sleep, readable, readableHint } =
		words.settings;
	const { clipboardSeconds, idleLockMinutes, lockOnSleep, listWhileLocked } = settings;
	return (
		<SettingsGroup heading={security}>
			<SelectField
				label={clipboard}
				hint={clipboardHint}
				value={String(clipboardSeconds)}
				options={withPresent(clipboardChoices, clipboardSeconds).map((each) => ({
					value: String(each),
					label: seconds(each),
				}))}
				onChange={(chosen) => onChange({ clipboardSeconds: Number(chosen) })}
			/>
			<SelectField
				label={idle}
				value={String(idleLockMinutes)}
				options={withPresent(idleChoices, idleLockMinutes).map((each) => ({
					value: String(each),
					label: each === 0 ? idleNever : minutes(each),
				}))}
				onChange={(chosen) => onChange({ idleLockMinutes: Number(chosen) })}
			/>
			<SwitchField label={sleep} on={lockOnSleep} onChange={(on) => onChange({ lockOnSleep: on })} />
			<SwitchField
				label={readable}
				hint={readableHint}
				on={listWhileLocked}
				onChange={(on) => onChange({ listWhileLocked: on })}
			/>
		</SettingsGroup>
	);
}

interface Background {
	/** Whether the system starts programs at login. */
	readonly offersLogin: boolean;
}

/** What happens without the person. */
export function BackgroundSettings({ settings, onChange, offersLogin }: OwnSettingsProps & Background) {
	const { background, notifications, notificationsHint, warm, warmHint, login, loginMissing } = words.settings;
	return (
		<SettingsGroup heading={background}>
			<SwitchField
				label={notifications}
				hint={notificationsHint}
				on={settings.notifications}
				onChange={(on) => onChange({ notifications: on })}
			/>
			<SwitchField label={warm} hint={warmHint} on={settings.keepWarm} onChange={(on) => onChange({ keepWarm: on })} />
			<SwitchField
				label={login}
				{...(offersLogin ? {} : { hint: loginMissing })}
				disabled={!offersLogin}
				on={offersLogin && settings.startAtLogin}
				onChange={(on) => onChange({ startAtLogin: on })}
			/>
		</SettingsGroup>
	);
}
