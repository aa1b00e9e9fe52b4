import { showDialog } from '../app/feedback/show-dialog.ts';
import { session } from '../data/session.ts';
import { loadAccountWords } from '../words/words.ts';

/** Asks who was signed in to log in again, over the page as it is; false when the person rather leaves it. */
export async function showLoginAgain(): Promise<boolean> {
  const [{ HubLoginAgainDialog }] = await Promise.all([
    import('./login-again-dialog.ts'),
    import('../components/web-awesome.ts'),
    loadAccountWords(),
  ]);
  const isIn = await showDialog<true, HTMLElement & { email: string }>(new HubLoginAgainDialog(), {
    email: session.peek()?.user.email ?? '',
  });
  return isIn ?? false;
}
