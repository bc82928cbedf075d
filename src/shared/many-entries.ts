/** From so many entries on a keychain is slow, and Windows' is nearly full: a person is told of a file that one entry opens. */
export const manyEntries = 1_000;
