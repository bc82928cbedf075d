import { memo, type RefObject } from 'react';
import type { Snapshot } from '../shared/views.ts';
import { ApiClientsSheet } from './features/api-clients/api-clients-sheet.tsx';
import { PlanSheet } from './features/bulk/plan-sheet.tsx';
import { ResultSheet } from './features/bulk/result-sheet.tsx';
import { ConnectSheet } from './features/connect/connect-sheet.tsx';
import { DataCentersSheet } from './features/data-centers/data-centers-sheet.tsx';
import { ExportSheet } from './features/exports/export-sheet.tsx';
import { Palette } from './features/palette/palette.tsx';
import { SettingsSheet } from './features/settings/settings-sheet.tsx';
import { ShortcutsSheet } from './features/shortcuts/shortcuts-sheet.tsx';

interface SheetsProps {
	readonly snapshot: Snapshot;
	readonly searchRef: RefObject<HTMLInputElement | null>;
}

const SheetsView = ({ snapshot, searchRef }: SheetsProps) => (
	<>
		<ConnectSheet snapshot={snapshot} />
		<ApiClientsSheet snapshot={snapshot} />
		<DataCentersSheet snapshot={snapshot} />
		<PlanSheet />
		<ResultSheet />
		<ExportSheet snapshot={snapshot} />
		<SettingsSheet snapshot={snapshot} />
		<ShortcutsSheet platform={snapshot.platform} />
		<Palette platform={snapshot.platform} searchRef={searchRef} />
	</>
);

/** Everything that can lie over the list; one at a time is open. A key in the search concerns none of it. */
export const Sheets = memo(SheetsView);
