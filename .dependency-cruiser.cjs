// Which folder may know which (docs/architecture.md). swc parses, for TypeScript 7 has no JavaScript API.
const only = (name, from, to, comment) => ({
	name,
	comment,
	severity: 'error',
	from: { path: from },
	to: { path: '^src/', pathNot: to },
});

module.exports = {
	forbidden: [
		{ name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
		{
			name: 'no-orphans',
			severity: 'error',
			from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' },
			to: {},
		},
		only('shared-alone', '^src/shared/', '^src/shared/', 'shared runs anywhere and knows nobody'),
		only('domain-is-pure', '^src/core/domain/', '^src/(shared|core/domain)/'),
		only('ports-know-the-domain', '^src/core/ports/', '^src/(shared|core/(domain|ports))/'),
		only('oauth-knows-ports', '^src/core/oauth/', '^src/(shared|core/(domain|ports|oauth))/'),
		only('protocol-knows-ports', '^src/core/protocol/', '^src/(shared|core/(domain|ports|oauth|protocol))/'),
		only('export-is-pure', '^src/core/export/', '^src/(shared|core/(domain|export))/'),
		only('scan-knows-the-domain', '^src/core/scan/', '^src/(shared|core/(domain|scan))/'),
		only(
			'usecases-know-no-adapters',
			'^src/core/usecases/',
			'^src/(shared|core/(domain|ports|oauth|protocol|usecases))/',
		),
		only(
			'adapters-know-ports',
			'^src/core/adapters/(?!local-adapters)',
			'^src/(shared|core/(domain|ports|adapters))/',
			'adapters never call use cases',
		),
		only(
			'practice-alone',
			'^src/practice/',
			'^src/(shared|practice)/',
			'the practice CRM shares no code with what it tests',
		),
		only('renderer-sees-shared', '^src/renderer/', '^src/(shared|renderer)/'),
		only('preload-sees-shared', '^src/preload/', '^src/(shared|preload)/'),
		only('cli-composes-core', '^src/cli/', '^src/(shared|core|practice|cli)/'),
		only('sdk-composes-core', '^src/sdk/', '^src/(shared|core|sdk)/'),
		only('main-composes-core', '^src/main/', '^src/(shared|core|practice|main)/'),
	],
	options: {
		parser: 'swc',
		tsPreCompilationDeps: true,
		doNotFollow: { path: 'node_modules' },
		enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.json', '.css'] },
	},
};
