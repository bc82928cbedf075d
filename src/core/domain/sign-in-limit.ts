/** Nobody came back: the sign-in ends after so many milliseconds. */
export const signInLimitMs = 5 * 60_000;
