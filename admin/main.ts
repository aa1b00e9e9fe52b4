import './styles/theme.css';
import './styles/base.css';
import './styles/controls.css';
import './app/before-all.ts';
import './app/app.ts';

// Nothing of the first paint needs menus and dialogs, and they weigh as much as the rest.
const whenIdle = typeof requestIdleCallback === 'function' ? requestIdleCallback : (run: () => void) => setTimeout(run, 200);
whenIdle(() => {
  void import('./components/web-awesome.ts');
  void import('./app/commands/palette.ts');
  // What could not be loaded is drawn, too, and then it is late to ask for it.
  void import('./components/empty-drawings.ts');
  void import('./data/push.ts').then(({ startPush }) => startPush());
});
