import { stdout } from 'node:process';
import { buildWidget } from './build-widget.ts';

/** `npm run build:widget`: builds the site widget and says what it weighs; fails when a part is over its budget. */
for (const { part, kilobytes } of await buildWidget()) stdout.write(`${part}: ${kilobytes.toFixed(1)} KB gzip\n`);
