import type { PracticeCrm } from '../../../src/practice/start-practice.ts';
import { at, credentials, post } from './practice-harness.ts';

/** Where a device begins. */
export const codePath = '/oauth/v3/device/code';

/** Begins a device flow that is in order; `changes` replace parameters, an empty one is left out. */
export async function beginDevice(crm: PracticeCrm, location: string, changes: Record<string, string> = {}) {
	const parameters = {
		client_id: crm.apiClient.clientId,
		grant_type: 'device_request',
		scope: 'ZohoCRM.org.READ,ZohoCRM.users.READ',
		access_type: 'offline',
		prompt: 'consent',
		...changes,
	};
	const given = Object.entries(parameters).filter(([, value]) => value !== '');
	const { body } = await post(crm, location, codePath, Object.fromEntries(given));
	return {
		deviceCode: body.device_code ?? '',
		userCode: body.user_code ?? '',
		verificationUrl: body.verification_url ?? at(crm, location).accountsUrl,
		interval: Number(body.interval),
	};
}

/** Polls with the right credentials of that data center; `changes` replace parameters. */
export function pollDevice(
	crm: PracticeCrm,
	location: string,
	deviceCode: string,
	changes: Record<string, string> = {},
) {
	const grant = { grant_type: 'device_token', code: deviceCode };
	return post(crm, location, '/oauth/v3/device/token', { ...credentials(crm, location), ...grant, ...changes });
}
