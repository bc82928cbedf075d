import type { HostSilence } from '../../ports/host-probe.ts';

type Row = readonly [step: HostSilence['step'], words: string];

const noTls = ['certificate', 'what answered does not speak TLS 1.2 or newer'] as const;
const untrusted = ['certificate', 'its certificate is not trusted; a company proxy needs NODE_EXTRA_CA_CERTS'] as const;

const problems: Readonly<Record<string, Row>> = {
	ENOTFOUND: ['name', 'its name was not found'],
	EAI_AGAIN: ['name', 'no name lookup: probably offline'],
	ECONNREFUSED: ['connection', 'the connection was refused'],
	ECONNRESET: ['connection', 'the connection was cut'],
	ETIMEDOUT: ['connection', 'the connection timed out'],
	ENETUNREACH: ['connection', 'no network'],
	EHOSTUNREACH: ['connection', 'no route'],
	EPROTO: noTls,
	ERR_SSL_WRONG_VERSION_NUMBER: noTls,
	ERR_SSL_UNSUPPORTED_PROTOCOL: noTls,
	ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: noTls,
	ERR_PROXY_TUNNEL: ['proxy', 'the proxy opened no tunnel'],
	CERT_HAS_EXPIRED: ['certificate', 'its certificate has expired'],
	CERT_NOT_YET_VALID: ['certificate', "its certificate is not valid yet; this machine's clock may be wrong"],
	DEPTH_ZERO_SELF_SIGNED_CERT: ['certificate', 'its certificate is self-signed'],
	SELF_SIGNED_CERT_IN_CHAIN: untrusted,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
	ERR_TLS_CERT_ALTNAME_INVALID: ['certificate', 'its certificate is for another host'],
};

/** A network error in words, and the step that it came at. Its own message may quote a header, so only its code is used. */
export function problemRow(error: Error): Row {
	const code = 'code' in error ? String(error.code) : error.name;
	return problems[code] ?? ['connection', code];
}
