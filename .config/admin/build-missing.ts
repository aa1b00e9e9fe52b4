import { stderr } from 'node:process';
import { buildAdmin } from './build-admin.ts';

// Loaded before the hub (`node --import`) where it runs from its sources: what the browser gets is built first where it is missing or old.
await buildAdmin((line) => stderr.write(`${line}\n`));
