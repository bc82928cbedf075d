import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix, relative, sep } from 'node:path';
import { protocol } from 'electron';

/** The window's page. */
export const rendererUrl = 'app://latchkey/index.html';

const contentSecurityPolicy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"font-src 'self'",
	"connect-src 'none'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.woff2': 'font/woff2',
};

/** Must run before the app is ready. */
export function rendererScheme(): void {
	protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
}

/** Serves the built renderer at app://latchkey/, and nothing but its own files: the paths are a list made at start, not a file lookup. */
export function serveRenderer(folder = join(__dirname, '../renderer')): void {
	const files = new Map(
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name))
			.map((path) => [posix.join('/', relative(folder, path).split(sep).join('/')), path]),
	);
	protocol.handle('app', (request) => {
		const url = new URL(request.url);
		const path = url.host === 'latchkey' && request.method === 'GET' ? files.get(url.pathname) : undefined;
		if (!path) return new Response('not here', { status: 404, headers: { 'content-type': 'text/plain' } });
		return new Response(new Uint8Array(readFileSync(path)), {
			headers: {
				'content-type': types[extname(path)] ?? 'application/octet-stream',
				'content-security-policy': contentSecurityPolicy,
				'x-content-type-options': 'nosniff',
				'referrer-policy': 'no-referrer',
				'cache-control': 'no-store',
			},
		});
	});
}
