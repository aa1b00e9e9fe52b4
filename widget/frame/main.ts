import type { WidgetConfig } from '../../hub/api/widget/views.ts';
import { applyLook } from '../data/look.ts';
import { speak } from '../data/words.ts';
import { startFrame } from './start-frame.ts';
import './frame.css';

// The hub wrote it into this page.
const config = JSON.parse(document.getElementById('config')?.textContent ?? '') as WidgetConfig;
speak(config.language, config.words);
applyLook(config);
const root = document.getElementById('chat');
if (!root) throw new Error('the page has no place for the chat');
if (new URLSearchParams(location.search).has('preview')) void import('./preview.ts').then(({ startPreview }) => startPreview(root));
else startFrame(config, root);
