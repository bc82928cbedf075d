/** The name of a browser's profile: nothing that a program could take for an option or a path. */
// The dash by its number: the pattern of an input takes it no other way (its v flag).
export const browserProfile = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._\x2d]{0,58}[\p{L}\p{N}])?$/u;
