import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { applyFault, type Outcome } from './apply-fault.ts';
import { type Answer, type Call, jsonAnswer, parameterOf, type RouteTable } from './endpoint.ts';
import type { FaultScript } from './fault-script.ts';
import type { PracticeDataCenter } from './practice-data-center.ts';
import { readForm } from './read-form.ts';
import { knownGrantType, type RequestLog } from './request-log.ts';

const bodyLimit = 64 * 1024;

/** What a data center's server is made of. */
export interface Site {
	readonly dataCenter: PracticeDataCenter;
	readonly routes: RouteTable;
	readonly faults: FaultScript;
	readonly requests: RequestLog;
	readonly now: () => number;
	readonly log: (line: string) => void;
	/** Settles when the state that an answer promises is on disk. */
	readonly saved: () => Promise<void>;
}

/** Reads a request, routes it, lets a scripted fault happen, and answers; a failure inside becomes HTTP 500. */
export function serveRequest(site: Site): RequestListener {
	return (request, response) => {
		// Clients measure the server's clock by it.
		response.setHeader('date', new Date(site.now()).toUTCString());
		answer(site, request).then(
			({ outcome, line }) => {
				site.log(`${site.dataCenter.location} ${line} ${typeof outcome === 'string' ? outcome : outcome.status}`);
				send(response, outcome);
			},
			(error: unknown) => {
				site.log(`${site.dataCenter.location} failed: ${error instanceof Error ? error.name : 'unknown error'}`);
				send(response, request.complete ? plainAnswer(500, 'An error occurred') : 'cut');
			},
		);
	};
}

async function answer(site: Site, request: IncomingMessage): Promise<{ outcome: Outcome; line: string }> {
	const method = request.method ?? '';
	if (!isOwnHost(request.headers.host, site.dataCenter)) {
		return { outcome: plainAnswer(403, 'This host name is not served here.'), line: `${method} (foreign host)` };
	}
	const body = await readBody(request);
	const url = URL.parse(`http://localhost${request.url}`);
	if (!url || !request.url?.startsWith('/')) return { outcome: notFound(), line: `${method} (no path)` };
	const call: Call = {
		dataCenter: site.dataCenter,
		method,
		path: url.pathname,
		query: url.searchParams,
		headers: request.headers,
		fields: await readForm(request.headers['content-type'], body ?? Buffer.alloc(0)),
		rotateRefreshToken: false,
	};
	const grantType = knownGrantType(parameterOf(call, 'grant_type'));
	const seen = { dataCenter: site.dataCenter.id, method, path: call.path };
	site.requests.add({ ...seen, at: site.now(), hasQuery: url.search !== '', grantType });
	// A path that is not ours may hold anything, so the log leaves it out.
	const line = [method, site.routes.has(call.path) ? call.path : '(unknown path)', grantType].filter(Boolean).join(' ');
	if (!body) return { outcome: plainAnswer(413, 'The body is over 64 KiB.'), line };
	const work = async (changed: Call) => {
		const made = dispatch(site.routes, changed);
		await site.saved();
		return made;
	};
	const fault = site.faults.take(seen);
	return { outcome: fault === undefined ? await work(call) : await applyFault(fault, call, work), line };
}

function dispatch(routes: RouteTable, call: Call): Answer {
	const methods = routes.get(call.path);
	if (!methods) return notFound();
	const endpoint = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
	return endpoint?.(call) ?? plainAnswer(405, 'Method not allowed', { allow: Object.keys(methods).join(', ') });
}

/** Null when the body is too long: the rest is read and dropped, so that the caller gets the answer and not a reset. */
async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		const bytes = Buffer.from(chunk);
		size += bytes.length;
		if (size <= bodyLimit) chunks.push(bytes);
	}
	return size <= bodyLimit ? Buffer.concat(chunks) : null;
}

/** A web page elsewhere can point its own name at 127.0.0.1 (DNS rebinding); then the Host header is that name. */
function isOwnHost(host: string | undefined, { accountsUrl }: PracticeDataCenter): boolean {
	const { port } = new URL(accountsUrl);
	return ['localhost', '127.0.0.1', '[::1]'].some((name) => host?.toLowerCase() === `${name}:${port}`);
}

function send(response: ServerResponse, outcome: Outcome): void {
	if (outcome === 'hang') return;
	if (outcome === 'cut') {
		response.socket?.destroy();
		return;
	}
	response.writeHead(outcome.status, {
		'cache-control': 'no-store',
		'referrer-policy': 'no-referrer',
		'x-content-type-options': 'nosniff',
		...outcome.headers,
		'content-length': Buffer.byteLength(outcome.body),
	});
	response.end(outcome.body);
}

function notFound(): Answer {
	return jsonAnswer(404, { code: 'INVALID_URL_PATTERN', details: {}, message: 'Not found', status: 'error' });
}

function plainAnswer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
	return { status, headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers }, body: text };
}
