import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin } from 'vite';
import { withoutJsonSchemas } from './admin/without-json-schemas.ts';
import { withoutInputs } from './admin/without-inputs.ts';
import { withoutUnused } from './admin/without-unused.ts';

const root = fileURLToPath(new URL('../admin', import.meta.url));
const output = fileURLToPath(new URL('../.build/admin', import.meta.url));

const emojiFiles = { 'en.json': 'en', 'ru.json': 'ru' };

/** The emoji picker's words, from our own origin: by itself it would ask a content network for them. */
function emojiData(): Plugin {
  const read = (language: string) =>
    readFile(new URL(`../node_modules/emoji-picker-element-data/${language}/emojibase/data.json`, import.meta.url));
  return {
    name: 'emoji-data',
    configureServer(server) {
      for (const [file, language] of Object.entries(emojiFiles)) {
        server.middlewares.use(`/admin/emoji/${file}`, (_request, response, next) => {
          read(language).then((data) => response.setHeader('content-type', 'application/json').end(data), next);
        });
      }
    },
    async generateBundle() {
      for (const [file, language] of Object.entries(emojiFiles))
        this.emitFile({ type: 'asset', fileName: `emoji/${file}`, source: await read(language) });
    },
  };
}

/** How the web admin is built: served by the hub under /admin. */
const config: InlineConfig = {
  root,
  base: '/admin/',
  configFile: false,
  publicDir: 'public',
  logLevel: 'warn',
  plugins: [emojiData(), withoutInputs(), withoutJsonSchemas(), withoutUnused()],
  resolve: { dedupe: ['lit', 'lit-html', '@lit/reactive-element', '@tanstack/query-core'] },
  build: {
    outDir: output,
    emptyOutDir: true,
    target: 'es2022',
    // Older targets rewrite light-dark(), by which colours follow the theme, and can blank the page.
    cssTarget: ['chrome125', 'firefox128', 'safari18'],
    modulePreload: false,
    manifest: 'manifest.json',
    rolldownOptions: {
      input: { main: `${root}/index.html` },
      output: {
        codeSplitting: {
          // One request for the words of the inbox, one for those of the login, and one for those of the screens behind the inbox.
          groups: [
            ...['en', 'ru'].flatMap((language) => [
              {
                name: `words-${language}`,
                test: new RegExp(`hub/locales/${language}/admin/(common|shell|inbox|thread|composer|panel)\\.json`),
              },
              { name: `account-words-${language}`, test: new RegExp(`hub/locales/${language}/admin/account\\.json`) },
              { name: `further-words-${language}`, test: new RegExp(`hub/locales/${language}/admin/`) },
            ]),
          ],
        },
      },
    },
  },
};

/** How its service worker is built: one file beside the page, under a name that never changes, since browsers find a new version by it. */
export const workerConfig: InlineConfig = {
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  plugins: [withoutInputs(), withoutJsonSchemas(), withoutUnused()],
  build: {
    outDir: output,
    emptyOutDir: false,
    target: 'es2022',
    rolldownOptions: { input: `${root}/worker/worker.ts`, output: { entryFileNames: 'worker.js', codeSplitting: false } },
  },
};

export default config;
