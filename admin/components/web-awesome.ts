// Its theme lies in a layer, so that ours (styles/theme.css) wins whichever comes first.
import '@awesome.me/webawesome/dist/styles/themes/default.css';
import '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import '@awesome.me/webawesome/dist/components/divider/divider.js';
import '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import { registerIconLibrary } from '@awesome.me/webawesome/dist/webawesome.js';

// Web Awesome would fetch its icons from a content network; ours are drawn by components/icon.ts, and its own few lie beside the page.
const ownIcons = (name: string) => `/admin/icons/${name}.svg`;
registerIconLibrary('default', { resolver: ownIcons });
registerIconLibrary('system', { resolver: ownIcons });
