interface PracticeUser {
	readonly email: string;
	readonly name: string;
}

/** An org of the practice CRM, with the one user who can connect it. */
export interface PracticeOrg {
	/** What tests and `followConsent` call it, for example `acme-sandbox`. */
	readonly key: string;
	readonly location: string;
	readonly companyName: string;
	/** Zoho's org id, in digits. */
	readonly zgid: string;
	readonly type: 'production' | 'sandbox' | 'developer';
	readonly user: PracticeUser;
}

const anna = user('anna.keller', 'Anna Keller');
const dana = user('dana.whitfield', 'Dana Whitfield');
const rohan = user('rohan.mehta', 'Rohan Mehta');
const claire = user('claire.tremblay', 'Claire Tremblay');
const olivia = user('olivia.nguyen', 'Olivia Nguyen');
const kenta = user('kenta.sato', 'Kenta Sato');
const mei = user('mei.zhang', 'Mei Zhang');
const faisal = user('faisal.alharbi', 'Faisal Al-Harbi');
const george = user('george.hughes', 'George Hughes');
const layla = user('layla.haddad', 'Layla Haddad');

// Markup, a right-to-left override, an emoji: what a name in a real CRM may hold, and no page or log may trip over.
const hostileCompany = '"><script>alert(1)</script> \u202Eمتجر\u202C 🦆 & Söhne {{name}}';
const hostileUser = { email: 'omar.hostile@example.test', name: '<b onclick="alert(1)">Omar</b> שלום \'); --' };

/** Every org of the practice CRM, in the order in which the consent page lists them. */
export const practiceOrgs: readonly PracticeOrg[] = [
	org('us', 'initech', 'Initech Inc', '808232144', 'production', dana),
	org('us', 'initech-sandbox', 'Initech Inc', '808232977', 'sandbox', dana),
	org('us', 'umbrella-labs', 'Umbrella Labs', '811450026', 'developer', user('lee.moreau', 'Lee Moreau')),
	org('eu', 'acme', 'Acme GmbH', '20094811237', 'production', anna),
	org('eu', 'acme-sandbox', 'Acme GmbH', '20094812604', 'sandbox', anna),
	org('eu', 'globex', 'Globex BV', '20101736650', 'production', user('pieter.jansen', 'Pieter Jansen')),
	org('in', 'wayne-traders', 'Wayne Traders', '60017254831', 'production', rohan),
	org('in', 'wayne-traders-sandbox', 'Wayne Traders', '60017259410', 'sandbox', rohan),
	org('in', 'hostile', hostileCompany, '60021100457', 'production', hostileUser),
	org('au', 'bluegum', 'Bluegum Logistics Pty Ltd', '7003482915', 'production', olivia),
	org('au', 'bluegum-sandbox', 'Bluegum Logistics Pty Ltd', '7003483362', 'sandbox', olivia),
	org('jp', 'minato', 'Minato Trading KK', '90001827364', 'production', kenta),
	org('jp', 'minato-developer', 'Minato Trading KK', '90001831190', 'developer', kenta),
	org('cn', 'lantian', 'Lantian Import Co., Ltd.', '50004419283', 'production', mei),
	org('cn', 'lantian-sandbox', 'Lantian Import Co., Ltd.', '50004420175', 'sandbox', mei),
	org('ca', 'maple-stone', 'Maple & Stone Inc.', '110002938471', 'production', claire),
	org('ca', 'maple-stone-sandbox', 'Maple & Stone Inc.', '110002939045', 'sandbox', claire),
	org('sa', 'al-noor', 'Al Noor Contracting', '120001746352', 'production', faisal),
	org('sa', 'al-noor-sandbox', 'Al Noor Contracting', '120001747708', 'sandbox', faisal),
	org('uk', 'harrow-books', 'Harrow Books Ltd', '130003645127', 'production', george),
	org('uk', 'harrow-books-sandbox', 'Harrow Books Ltd', '130003646683', 'sandbox', george),
	org('ae', 'palm-marine', 'Palm Marine LLC', '140002837465', 'production', layla),
	org('ae', 'palm-marine-developer', 'Palm Marine LLC', '140002838119', 'developer', layla),
];

/** The org with that key, or undefined. */
export function findPracticeOrg(key: string): PracticeOrg | undefined {
	return practiceOrgs.find((candidate) => candidate.key === key);
}

function user(mailbox: string, name: string): PracticeUser {
	return { email: `${mailbox}@example.test`, name };
}

function org(
	location: string,
	key: string,
	companyName: string,
	zgid: string,
	type: PracticeOrg['type'],
	owner: PracticeUser,
): PracticeOrg {
	return { key, location, companyName, zgid, type, user: owner };
}
