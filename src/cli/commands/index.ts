import type { Command } from '../command.ts';
import { addApiClient, changeApiClient, listApiClients, removeApiClient } from './api-client.ts';
import { audit } from './audit.ts';
import { backup, listBackupFiles } from './backup.ts';
import { completion } from './completion.ts';
import { connect } from './connect.ts';
import { addDataCenter, findDataCenters, listDataCenters, removeDataCenter } from './data-center.ts';
import { doctor } from './doctor.ts';
import { edit } from './edit.ts';
import { exec } from './exec.ts';
import { exportSdkStore } from './export.ts';
import { exportBundle } from './export-bundle.ts';
import { forget } from './forget.ts';
import { importSdkStore } from './import.ts';
import { importBundle } from './import-bundle.ts';
import { list } from './list.ts';
import { offboard } from './offboard.ts';
import { practice } from './practice.ts';
import { reauth } from './reauth.ts';
import { restore } from './restore.ts';
import { revoke } from './revoke.ts';
import { scan } from './scan.ts';
import { show } from './show.ts';
import { token } from './token.ts';
import { check, refresh } from './use.ts';
import { vaultStatus, vaultUse } from './vault.ts';
import { vaultAdopt } from './vault-adopt.ts';
import { vaultPassphrase } from './vault-passphrase.ts';
import { vaultRecover } from './vault-recover.ts';
import { vaultRecovery } from './vault-recovery.ts';
import { vaultRestore } from './vault-restore.ts';

/** Every command, in the order of `--help`. */
export const commands: readonly Command[] = [
	connect,
	list,
	show,
	token,
	exec,
	check,
	refresh,
	reauth,
	revoke,
	forget,
	offboard,
	edit,
	audit,
	scan,
	addApiClient,
	changeApiClient,
	listApiClients,
	removeApiClient,
	listDataCenters,
	addDataCenter,
	removeDataCenter,
	findDataCenters,
	importSdkStore,
	exportSdkStore,
	importBundle,
	exportBundle,
	backup,
	listBackupFiles,
	restore,
	vaultStatus,
	vaultUse,
	vaultAdopt,
	vaultPassphrase,
	vaultRecovery,
	vaultRecover,
	vaultRestore,
	doctor,
	practice,
	completion,
];
