import type { Plugin } from 'vite';

/** Modules that their packages carry along and this admin never uses, and what stands in for each. */
const replacements: readonly (readonly [RegExp, string])[] = [
  // English sentences for wrong input: the admin has words of its own, in two languages.
  [/zod\/v4\/locales\/en\.js$/, 'export default () => ({});'],
  // How zod writes code for itself: the page's policy forbids that, and zod is told so (`jitless`).
  [/zod\/v4\/core\/doc\.js$/, 'export class Doc {}'],
  // A transport that the admin doesn't name.
  [/engine\.io-client\/build\/esm\/transports\/webtransport\.js$/, 'export class WT {}'],
];

/** Leaves them out of the build (2 KB of the first load). */
export function withoutUnused(): Plugin {
  return {
    name: 'without-unused',
    apply: 'build',
    load: (id) => replacements.find(([module]) => module.test(id))?.[1] ?? null,
  };
}
