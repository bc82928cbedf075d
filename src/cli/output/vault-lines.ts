import type { VaultKind } from '../../core/usecases/vault-places.ts';
import type { VaultStatus } from '../../core/usecases/vault-status.ts';
import { plainText } from './plain-text.ts';

/** The places as a person knows them. */
export const vaultNames: Readonly<Record<VaultKind, string>> = {
	keychain: "this computer's keychain",
	file: "Latchkey's own file, opened by one keychain entry",
	passphrase: "Latchkey's own file, under a passphrase",
};

/** Where the secrets lie, and how many, in lines. */
export function vaultLines({ vault, backend, entries: count, leftover }: VaultStatus): readonly string[] {
	const where = vault !== 'passphrase' && backend !== null ? ` (${plainText(backend)})` : '';
	return [
		`${entriesInWords(count)} in ${vaultNames[vault]}${where}`,
		...(leftover
			? [
					`An interrupted move left up to ${entriesInWords(leftover.entries)} in ${vaultNames[leftover.vault]}.`,
					`  latchkey vault use ${vault}: delete them; latchkey vault use ${leftover.vault}: move everything there`,
				]
			: []),
	];
}

/** So many entries. */
export function entriesInWords(count: number): string {
	return `${count} ${count === 1 ? 'entry' : 'entries'}`;
}
