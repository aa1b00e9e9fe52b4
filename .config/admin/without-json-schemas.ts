import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const modules = /zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/;
const exported = /^export (?:const|function) (\w+)|^export \{ (\w+) as (\w+) \}/gm;

/**
 * Leaves out of the build how zod writes JSON schemas: the hub does that for OpenAPI, a browser never, and every schema would carry it along
 * (9 KB). What is left says so if it is ever called.
 */
export function withoutJsonSchemas(): Plugin {
  return {
    name: 'without-json-schemas',
    apply: 'build',
    async load(id) {
      if (!modules.test(id)) return null;
      const names = [...(await readFile(id, 'utf8')).matchAll(exported)].map(([, plain, , renamed]) => plain ?? renamed);
      const lines = names.map((name) => `export { none as ${name} };`);
      return `const none = () => () => { throw new Error('JSON schemas are left out of this build'); };\n${lines.join('\n')}\n`;
    },
  };
}
