import { stderr } from 'node:process';
import { buildMissingWidget } from './build-widget.ts';

// Loaded before the hub (`node --import`) where it runs from its sources, as the admin's is.
await buildMissingWidget((line) => stderr.write(`${line}\n`));
