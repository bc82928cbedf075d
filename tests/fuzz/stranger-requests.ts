import fc from 'fast-check';
import { encodeURIComponentSafe, goodCode, junk } from './odd-texts.ts';

/** What a callback's answer may depend on: what the listener waits for, and a code of the right shape. */
export interface Target {
	readonly port: number;
	readonly state: string;
	/** States that belong elsewhere: of a sign-in on another path, of one that ended. */
	readonly foreignStates: readonly string[];
}

/** A request that must not be taken for the callback; `name` says why not. */
export interface StrangerRequest {
	readonly name: string;
	readonly text: string;
}

const parameterText = fc.oneof(junk, fc.string({ minLength: 50, maxLength: 400 })).map(encodeURIComponentSafe);

/** Requests of strangers: none has the right state on the right path in a browser's navigation to the right host. */
export function strangerRequests({ port, state, foreignStates }: Target): fc.Arbitrary<StrangerRequest> {
	const host = `localhost:${port}`;
	const request = (target: string, method = 'GET', headers: readonly string[] = [`Host: ${host}`]) =>
		`${[`${method} ${target} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n`;
	const query = (value: string) => `/callback?code=${goodCode}&state=${value}&location=eu`;
	const good = query(state);
	const of = (name: string, text: fc.Arbitrary<string>) => text.map((one) => ({ name, text: one }));
	const wrongState = fc
		.oneof(
			fc.nat(state.length - 1).map((length) => state.slice(0, length)),
			junk.map((more) => state + (encodeURIComponentSafe(more) || 'x')),
			fc.nat(state.length - 1).map((at) => state.slice(0, at) + (state[at] === '0' ? '1' : '0') + state.slice(at + 1)),
			fc.constantFrom(state.toUpperCase(), [...state].reverse().join(''), `${state}%00`, `${state}+`, `%20${state}`),
			fc.stringMatching(/^[0-9a-f]{64}$/),
			parameterText,
		)
		.filter((text) => text !== state);
	const errors = fc.constantFrom('access_denied', 'invalid_scope', 'server_error', '');
	const fetchHeaders = fc.constantFrom(
		['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: cors'],
		['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Mode: no-cors'],
		['Sec-Fetch-Site: none', 'Sec-Fetch-Mode: websocket'],
		['Sec-Fetch-Site: cross-site'],
	);
	const foreignHost = fc
		.oneof(
			fc.constantFrom(
				'evil.test',
				'localhost',
				`127.0.0.1:${port}`,
				`[::1]:${port}`,
				`${host}.evil.test`,
				`LOCALHOST:${port}`,
			),
			fc.constantFrom(
				`evil.test:${port}`,
				`localhost.:${port}`,
				`localhost:${port + 1}`,
				`x@${host}`,
				`${host}@evil.test`,
			),
			fc.stringMatching(/^[a-z0-9.:-]{1,30}$/),
		)
		.filter((text) => text !== host);
	const foreignPath = fc.oneof(
		fc.constantFrom(
			'/',
			'/callback/',
			'/Callback',
			'//callback',
			'/callback/..',
			'/x/../callback',
			'/callback;x',
			'/%63allback',
		),
		fc.constantFrom(
			`http://${host}/callback`,
			'http://evil.test/callback',
			'/callback%3f',
			'/callback%00',
			'*',
			'/elsewhere',
		),
		fc.stringMatching(/^\/[a-zA-Z0-9%._~-]{0,20}$/).filter((path) => path !== '/callback'),
	);
	return fc.oneof(
		{
			weight: 6,
			arbitrary: of(
				'a wrong state',
				wrongState.map((one) => request(query(one))),
			),
		},
		{
			weight: 2,
			arbitrary: of(
				'no state',
				errors.map((error) => request(`/callback?code=${goodCode}&error=${error}`)),
			),
		},
		{
			weight: 2,
			arbitrary: of(
				'the state twice',
				fc
					.tuple(wrongState, fc.boolean())
					.map(([other, first]) =>
						request(first ? `${good}&state=${other}` : `/callback?state=${other}&code=${goodCode}&state=${state}`),
					),
			),
		},
		{ weight: 1, arbitrary: of('the right state twice', fc.constant(request(`${good}&state=${state}`))) },
		{
			weight: 2,
			arbitrary: of(
				"another sign-in's state",
				fc.constantFrom(...foreignStates).map((one) => request(query(one))),
			),
		},
		{
			weight: 2,
			arbitrary: of(
				'a refusal from a stranger',
				fc.tuple(errors, wrongState).map(([error, one]) => request(`/callback?error=${error}&state=${one}`)),
			),
		},
		{
			weight: 2,
			arbitrary: of(
				'the right state by another method',
				fc
					.constantFrom('POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'get', 'QUERY')
					.map((method) => request(good, method)),
			),
		},
		{
			weight: 1,
			arbitrary: of(
				'the right state in a form',
				fc.constant(
					`${request('/callback', 'POST', [`Host: ${host}`, `Content-Length: ${good.length - 10}`])}${good.slice(10)}`,
				),
			),
		},
		{
			weight: 2,
			arbitrary: of(
				'the right state on another path',
				foreignPath.map((path) => request(path + good.slice('/callback'.length))),
			),
		},
		{
			weight: 2,
			arbitrary: of(
				'the right state for another host',
				foreignHost.map((one) => request(good, 'GET', [`Host: ${one}`])),
			),
		},
		{
			weight: 1,
			arbitrary: of(
				'the right state without a host',
				fc.constantFrom(request(good, 'GET', []), `GET ${good} HTTP/1.0\r\n\r\n`),
			),
		},
		{
			weight: 2,
			arbitrary: of(
				'the right state fetched by a page',
				fetchHeaders.map((more) => request(good, 'GET', [`Host: ${host}`, ...more])),
			),
		},
		{
			weight: 1,
			arbitrary: of(
				'a huge query',
				fc.integer({ min: 9_000, max: 40_000 }).map((size) => request(`${good}&x=${'y'.repeat(size)}`)),
			),
		},
		{
			weight: 1,
			arbitrary: of(
				'huge headers',
				fc
					.integer({ min: 9_000, max: 70_000 })
					.map((size) => request(good, 'GET', [`Host: ${host}`, `X: ${'y'.repeat(size)}`])),
			),
		},
		{
			weight: 2,
			arbitrary: of(
				'an odd query',
				fc
					.array(fc.tuple(parameterText, parameterText), { maxLength: 30 })
					.map((pairs) => request(`/callback?${pairs.map((pair) => pair.join('=')).join('&')}`)),
			),
		},
		{
			weight: 1,
			arbitrary: of(
				'no HTTP at all',
				fc.string({ maxLength: 200, unit: 'binary' }).map((bytes) => `${bytes}\r\n\r\n`),
			),
		},
	);
}
