import { fileURLToPath } from 'node:url';
import type { InlineConfig } from 'vite';
import { compactTemplates } from './widget/compact-templates.ts';

const root = fileURLToPath(new URL('../widget', import.meta.url));
const output = fileURLToPath(new URL('../.build/widget', import.meta.url));

const common = {
  root,
  base: '/widget/',
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  plugins: [compactTemplates()],
} satisfies InlineConfig;

const cssTarget = ['chrome125', 'firefox128', 'safari18'];

/** How frame and chat are built: modules whose names change with their content; the hub finds them by the manifest. */
const config: InlineConfig = {
  ...common,
  resolve: { dedupe: ['lit', 'lit-html', '@lit/reactive-element'] },
  build: {
    outDir: output,
    emptyOutDir: true,
    target: 'es2022',
    cssTarget,
    modulePreload: false,
    manifest: 'manifest.json',
    rolldownOptions: { input: { frame: `${root}/frame/main.ts`, page: `${root}/page/main.ts` } },
  },
};

/** How the loader is built: one plain script under a name that never changes. It runs on pages of others, so older browsers read it too. */
export const loaderConfig: InlineConfig = {
  ...common,
  build: {
    outDir: output,
    emptyOutDir: false,
    target: 'es2020',
    rolldownOptions: {
      input: `${root}/loader/loader.ts`,
      output: { entryFileNames: 'widget.js', format: 'iife', codeSplitting: false },
    },
  },
};

/** How the page's service worker is built: one file under a name that never changes, since browsers find a new version by it. */
export const pageWorkerConfig: InlineConfig = {
  ...common,
  build: {
    outDir: output,
    emptyOutDir: false,
    target: 'es2022',
    rolldownOptions: {
      input: `${root}/worker/worker.ts`,
      output: { entryFileNames: 'helpbox-worker.js', format: 'iife', codeSplitting: false },
    },
  },
};

export default config;
