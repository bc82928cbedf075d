// `npm run fuzz:token -- [RUNS] [SEED]`: malformed answers to token calls.
import { fuzzProgram } from './figures.ts';
import { fuzzToken } from './fuzz-token.ts';

await fuzzProgram('fuzz:token', fuzzToken);
