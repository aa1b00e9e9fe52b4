import type { Linter } from 'eslint';
import { z } from 'zod';

const plugin = z.object({
  configs: z.object({ recommended: z.object({ rules: z.record(z.string(), z.union([z.string(), z.array(z.unknown())])) }) }),
});

// The plugin ships no types; what is used of it is parsed like anything that comes from outside.
const name = 'eslint-plugin-lit-a11y';
const loaded: unknown = await import(name);
const module = z.object({ default: z.looseObject({}) }).parse(loaded).default;

/** The recommended rules on accessible templates, with the plugin they are of. */
export const litA11yRules: Linter.Config = {
  plugins: { 'lit-a11y': module },
  rules: plugin.parse(module).configs.recommended.rules as Linter.RulesRecord, // names and levels, as the plugin documents them
};
