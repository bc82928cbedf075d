// `npm run docs:cli`: writes what is made of the definitions of the commands. A test fails where a file is out of date.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFolder, writtenFiles } from './docs/written-files.ts';

const root = join(import.meta.dirname, '..');
const files = writtenFiles();
// The schema of a command that is gone goes, too.
rmSync(join(root, schemaFolder), { recursive: true, force: true });
mkdirSync(join(root, schemaFolder), { recursive: true });
for (const [path, text] of files) writeFileSync(join(root, path), text);
console.log(`${files.size} files are up to date.`);
