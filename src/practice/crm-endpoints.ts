import { type Answer, type Call, type Endpoint, jsonAnswer } from './endpoint.ts';
import type { GrantStore } from './grant-store.ts';
import { findPracticeOrg, type PracticeOrg } from './practice-data.ts';
import { practicePlace } from './practice-data-center.ts';

/** `GET /crm/v8/org`: the one org that the token is for. */
export function orgEndpoint(grants: GrantStore): Endpoint {
	return (call) => withOrg(call, grants, 'org', (org) => jsonAnswer(200, { org: [orgRecord(org)] }));
}

/** `GET /crm/v8/users?type=CurrentUser`: the user who gave the consent; other types are not practised. */
export function usersEndpoint(grants: GrantStore): Endpoint {
	return (call) =>
		withOrg(call, grants, 'users', (org) => {
			if (call.query.get('type') !== 'CurrentUser') {
				return crmError(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing', { param: 'type' });
			}
			const info = { per_page: 200, count: 1, page: 1, more_records: false };
			return jsonAnswer(200, { users: [userRecord(org)], info });
		});
}

function withOrg(call: Call, grants: GrantStore, resource: string, answer: (org: PracticeOrg) => Answer): Answer {
	const [, token] = /^(?:Zoho-oauthtoken|Bearer) (\S+)$/i.exec(call.headers.authorization ?? '') ?? [];
	if (token === undefined) return crmError(401, 'AUTHENTICATION_FAILURE', 'Authentication failed');
	const access = grants.findAccessToken(token, { location: call.dataCenter.location, clientId: null });
	const org = access && findPracticeOrg(access.org);
	if (!org) return crmError(401, 'INVALID_TOKEN', 'invalid oauth token');
	const needed = [`zohocrm.${resource}.read`, `zohocrm.${resource}.all`];
	if (!access.scopes.some((scope) => needed.includes(scope.toLowerCase()))) {
		return crmError(401, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL');
	}
	return answer(org);
}

function crmError(status: number, code: string, message: string, details: Record<string, string> = {}): Answer {
	return jsonAnswer(status, { code, details, message, status: 'error' });
}

function orgRecord({ companyName, zgid, type, user, location }: PracticeOrg) {
	const { countryCode, currency, timeZone } = practicePlace(location);
	return {
		id: recordId(zgid, '020007'),
		zgid,
		company_name: companyName,
		alias: null,
		domain_name: `org${zgid}`,
		type,
		primary_email: user.email,
		country_code: countryCode,
		currency,
		iso_code: currency,
		time_zone: timeZone,
		license_details: { paid: true, paid_type: 'enterprise', users_license_purchased: 12, trial_expiry: null },
	};
}

function userRecord({ zgid, type, user, location }: PracticeOrg) {
	const { timeZone, locale } = practicePlace(location);
	const [firstName = user.name, ...otherNames] = user.name.split(' ');
	return {
		id: recordId(zgid, '225013'),
		zuid: `${zgid}1`,
		email: user.email,
		full_name: user.name,
		first_name: firstName,
		last_name: otherNames.join(' '),
		status: 'active',
		time_zone: timeZone,
		locale,
		profile: { id: recordId(zgid, '026011'), name: 'Administrator' },
		role: { id: recordId(zgid, '026005'), name: 'CEO' },
		sandboxDeveloper: type === 'sandbox',
	};
}

/** Zoho's record ids are numbers of 18 or 19 digits that begin alike within an org. */
function recordId(zgid: string, suffix: string): string {
	return `${zgid.slice(-7)}000000${suffix}`;
}
