import type { ConnectionView } from '../../shared/views.ts';
import type { OAuthToken } from '../domain/oauth-token.ts';
import type { Secret } from '../domain/secret.ts';
import { type BundleContent, parseContent } from '../usecases/bundle/bundle-content.ts';
import { openBundle } from '../usecases/bundle/bundle-file.ts';
import { type BundleCount, exportBundle } from '../usecases/bundle/export-bundle.ts';
import { type BundlePlan, importFromBundle, planBundle } from '../usecases/bundle/import-bundle.ts';
import type { Context } from '../usecases/context.ts';
import { importToken, type PlannedImport, planImport } from '../usecases/token-store/import-tokens.ts';
import { connectionView } from '../usecases/views.ts';

/** Records of another token store, taken in. */
export function importActs(context: Context) {
	return {
		/** What would become of another store's records; nothing is changed, and a row holds nothing secret. Throws DATA_CENTER_UNKNOWN. */
		plan: (tokens: readonly OAuthToken[], dataCenter: string | null): readonly PlannedImport[] =>
			planImport(context, tokens, dataCenter),
		/** Makes a connection of a record, not checked yet. Rejects with TOKEN_REFUSED or KEYCHAIN_*; then nothing was written. */
		take: async (planned: PlannedImport, customer: string | null): Promise<ConnectionView> =>
			connectionView(context, await importToken(context, planned, customer)),
	};
}

/** Bundles for another machine. */
export function bundleActs(context: Context) {
	return {
		/** The text of a bundle, to be written to a file (docs/bundle.md). Rejects with KEYCHAIN_*. */
		export: (
			passphrase: Secret,
			withSecrets: boolean,
		): Promise<{ readonly text: string; readonly count: BundleCount }> =>
			exportBundle(context, passphrase, withSecrets),
		/** What is in a bundle; `path` is for messages. Rejects with BUNDLE_REFUSED or BUNDLE_CLOSED. */
		open: async (text: string, passphrase: Secret, path: string): Promise<BundleContent> =>
			parseContent(await openBundle(text, passphrase, path), path),
		/** What would become of it; changes nothing, and a row holds nothing secret. */
		plan: (content: BundleContent): BundlePlan => planBundle(context, content),
		/** Imports one by its number in the plan, whole or not at all. Rejects with what refuses it, or KEYCHAIN_*. */
		take: async (content: BundleContent, number: number): Promise<ConnectionView> =>
			connectionView(context, await importFromBundle(context, content, number)),
	};
}
