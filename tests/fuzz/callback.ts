// `npm run fuzz:callback -- [RUNS] [SEED]`: hostile callbacks against sign-ins that wait.
import { fuzzProgram } from './figures.ts';
import { fuzzCallback } from './fuzz-callback.ts';

await fuzzProgram('fuzz:callback', fuzzCallback);
