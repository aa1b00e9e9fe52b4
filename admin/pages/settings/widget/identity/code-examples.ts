const files = import.meta.glob<string>('./examples/*', { query: '?raw', import: 'default', eager: true });

/** Languages there are examples for, in the order of their tabs. */
export const exampleLanguages = ['node', 'python', 'php', 'ruby', 'go'] as const;
export type ExampleLanguage = (typeof exampleLanguages)[number];

/** How a site says who its visitor is: by a hash of the id, or by a signed token that carries more. */
export type ExampleKind = 'hash' | 'token';

/** As the languages call themselves. */
export const languageNames: Readonly<Record<ExampleLanguage, string>> = {
  node: 'Node.js',
  python: 'Python',
  php: 'PHP',
  ruby: 'Ruby',
  go: 'Go',
};

/** A whole program that signs for a user; the test of the examples runs the same files against a hub. */
export function exampleOf(language: ExampleLanguage, kind: ExampleKind): string {
  const [, code] = Object.entries(files).find(([path]) => path.startsWith(`./examples/${language}-${kind}.`)) ?? [];
  if (code === undefined) throw new Error(`no example for ${language} by ${kind}`);
  return code.trimEnd();
}
