/** The exit code with which the app asks start.ts to start it again. */
export const RESTART = 75;
