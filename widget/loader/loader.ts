import { startLoader } from './start-loader.ts';

// Whatever a site does to its page, our script must not be what breaks it: without its tag there is just no chat.
const { currentScript: script } = document;
if (script instanceof HTMLScriptElement && script.dataset['key']) startLoader(script, script.dataset['key']);
