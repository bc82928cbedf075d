import { proxyHost } from '../../domain/proxy.ts';
import type { FileSurvey } from '../../ports/file-survey.ts';
import { type Finding, fail, ok, own, warn, words } from './finding.ts';

/** What the environment says about proxies and certificates, and what of it counts. */
export function checkEnvironment(env: NodeJS.ProcessEnv, files: FileSurvey): readonly Finding[] {
	return [proxy(env), certificates(env, files), ...switchedOff(env)];
}

function proxy(env: NodeJS.ProcessEnv): Finding {
	const host = proxyHost(env);
	const except = env.no_proxy || env.NO_PROXY || null;
	if (host === null) return ok('environment', ['No proxy']);
	if (host === '?' || !/^(https?:\/\/|(?!\w+:\/\/))/i.test(env.https_proxy || env.HTTPS_PROXY || ''))
		return fail(
			'environment',
			['HTTPS_PROXY is not the address of an http proxy'],
			['Write it as http://host:port, or unset it.'],
		);
	const but = except === null ? [] : words`, but not for ${own('hosts', except)}`;
	return ok('environment', words`Calls go through ${own('proxy', host)}${but}`);
}

function certificates({ NODE_EXTRA_CA_CERTS: path }: NodeJS.ProcessEnv, files: FileSurvey): Finding {
	if (!path) return ok('environment', ["Certificates are verified by Node's own list of authorities"]);
	const file = own('file', path);
	try {
		const count = files.certificatesIn(path);
		if (count > 0)
			return ok('environment', words`Certificates are verified by Node's own list and ${count} of ${file}`);
	} catch {}
	return fail('environment', words`NODE_EXTRA_CA_CERTS names ${file}, which holds no certificate that can be read`, [
		'Give it a PEM file with the certificate of your company, or unset it.',
	]);
}

function switchedOff({ NODE_TLS_REJECT_UNAUTHORIZED }: NodeJS.ProcessEnv): readonly Finding[] {
	if (NODE_TLS_REJECT_UNAUTHORIZED !== '0') return [];
	return [
		warn(
			'environment',
			['NODE_TLS_REJECT_UNAUTHORIZED=0 is set; Latchkey ignores it and verifies all the same'],
			['Unset it: other programs stop verifying. For a company proxy set NODE_EXTRA_CA_CERTS.'],
		),
	];
}
