import { existsSync } from 'node:fs';

/** Imported before the program by `npm start` and its like. Node's own flag for an optional file would print a line wherever there is none. */
if (existsSync('.env')) process.loadEnvFile('.env');
