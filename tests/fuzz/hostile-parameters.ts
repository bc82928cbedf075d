import fc from 'fast-check';
import { hostileAccountsServers } from '../unit/core/domain/hostile-origins.ts';
import { encodeURIComponentSafe, goodCode, junk } from './odd-texts.ts';

/** Parameters that come with the right state and must be refused all the same. */
export interface HostileParameters {
	readonly name: string;
	readonly query: string;
	readonly codes: readonly string[];
}

/** A data center as the generators need it. */
export interface Place {
	readonly accountsUrl: string;
	readonly location: string;
}

/** Parameters beside a right state that no sign-in may accept, for the known places, begun at the first of them. */
export function hostileParameters(places: readonly Place[]): fc.Arbitrary<HostileParameters> {
	const [home] = places;
	const known = new Set(places.map(({ accountsUrl }) => accountsUrl));
	const encode = (pairs: readonly (readonly [string, string])[]) =>
		pairs.map(([name, value]) => `${name}=${encodeURIComponentSafe(value)}`).join('&');
	const place = fc.constantFrom(...places);
	const location = fc.option(
		fc.oneof(
			place.map((one) => one.location),
			junk,
		),
		{ nil: null },
	);
	const server = fc.oneof(
		fc.constantFrom(...hostileAccountsServers),
		fc
			.tuple(place, fc.nat(40), fc.nat(3), junk)
			.map(([{ accountsUrl }, at, cut, put]) => accountsUrl.slice(0, at) + put + accountsUrl.slice(at + cut)),
		fc.tuple(place, junk, junk).map(([{ accountsUrl }, before, after]) => before + accountsUrl + after),
	);
	const unknownServer = server.filter((text) => text !== '' && !known.has(text));
	const code = ['code', goodCode] as const;
	const badCode = fc.oneof(
		fc.constantFrom('', ' ', 'a b', 'a\r\nb', 'a\0b', '\u00e9', 'x'.repeat(1_501), '"'.repeat(1_200)),
		fc.string({ maxLength: 20, unit: 'binary' }).filter((text) => !/^[\x21-\x7e]+$/.test(text)),
	);
	const of = (name: string, codes: readonly string[], pairs: fc.Arbitrary<readonly (readonly [string, string])[]>) =>
		pairs.map((list) => ({ name, codes, query: encode(list) }));
	return fc.oneof(
		{
			weight: 8,
			arbitrary: of(
				'an unknown accounts server',
				['ACCOUNTS_SERVER_UNKNOWN'],
				fc
					.tuple(unknownServer, location)
					.map(([one, where]) => [
						code,
						['accounts-server', one],
						...(where === null ? [] : [['location', where] as const]),
					]),
			),
		},
		{
			weight: 2,
			arbitrary: of(
				'a location of another place',
				['CALLBACK_INVALID'],
				fc
					.tuple(
						place,
						fc.oneof(
							place.map((one) => one.location),
							junk,
						),
					)
					.filter(([one, where]) => where !== '' && where !== one.location)
					.map(([one, where]) => [code, ['location', where], ['accounts-server', one.accountsUrl]]),
			),
		},
		{
			weight: 1,
			arbitrary: of(
				'a foreign location alone',
				['CALLBACK_INVALID'],
				fc
					.oneof(
						place.map((one) => one.location),
						junk,
					)
					.filter((where) => where !== '' && where !== home?.location)
					.map((where) => [code, ['location', where]]),
			),
		},
		{
			weight: 2,
			arbitrary: of(
				'a parameter twice',
				['CALLBACK_INVALID', 'SIGN_IN_REFUSED', 'SIGN_IN_DENIED'],
				fc
					.tuple(fc.constantFrom('code', 'location', 'accounts-server', 'error'), place, unknownServer)
					.map(([name, one, other]) => [
						code,
						['accounts-server', one.accountsUrl],
						['location', one.location],
						[name, other],
						[name, one.accountsUrl],
					]),
			),
		},
		{
			weight: 1,
			arbitrary: of(
				'no code that could be one',
				['CALLBACK_INVALID'],
				badCode.map((one) => [['code', one]]),
			),
		},
		{
			weight: 1,
			arbitrary: of(
				'an error beside a code',
				['SIGN_IN_DENIED', 'SIGN_IN_REFUSED'],
				fc
					.oneof(fc.constantFrom('access_denied', 'invalid_scope'), junk)
					.filter((text) => text !== '')
					.map((error) => [code, ['error', error]]),
			),
		},
	);
}
