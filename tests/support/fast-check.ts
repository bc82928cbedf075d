import fc from 'fast-check';

// A whole run draws the same each time (scripts/test.ts); a single test draws anew, and prints its seed where it fails.
if (process.env.LATCHKEY_SEED) fc.configureGlobal({ seed: Number(process.env.LATCHKEY_SEED) });

export default fc;
