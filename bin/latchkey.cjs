#!/usr/bin/env node
// The command `latchkey`. Written so that any Node can read it, however old: it says which one is needed before it loads what needs it.
var version = process.versions.node.split('.').map(Number);
if (version[0] > 22 || (version[0] === 22 && version[1] >= 12)) {
	require('../out/cli/latchkey.cjs');
} else {
	process.stderr.write(
		'latchkey needs Node 22.12 or newer; this is Node ' +
			process.versions.node +
			' (' +
			process.execPath +
			'). Install a newer one: https://nodejs.org\n',
	);
	process.exitCode = 1;
}
