/** The shortest passphrase that is taken for something new, and the longest one at all. */
export const passphraseLength = { least: 12, most: 4096 } as const;
