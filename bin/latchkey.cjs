#!/usr/bin/env node
// The command `latchkey`. Written so that any Node can read it, however old: it says which one is needed before it loads what needs it.
var version = process.versions.node.split('.').map(Number);
// SQLite's binary wants version 10 of Node's own interface, and crashes where there is an older one: Node 22.13 and 23.5 have 9.
var isNew = version[0] > 22 || (version[0] === 22 && version[1] >= 14);
if (isNew && Number(process.versions.napi) >= 10) {
	require('../out/cli/latchkey.cjs');
} else {
	process.stderr.write(
		'latchkey needs Node 22.14 (of 23: 23.6) or newer; this is Node ' +
			process.versions.node +
			' (' +
			process.execPath +
			'). Install a newer one: https://nodejs.org\n',
	);
	process.exitCode = 1;
}
