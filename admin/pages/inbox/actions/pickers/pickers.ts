import { showPartAway } from '../../../../app/feedback/toasts.ts';

type Show = (ids: readonly string[], at?: HTMLElement) => void;

/** Each picker of the actions, whose code comes once the inbox is on screen and quiet, or when it is first asked for. */
const load = {
  assign: () => import('./show-assign.ts').then(({ showAssign }) => showAssign),
  priority: () => import('./show-priority.ts').then(({ showPriority }) => showPriority),
  snooze: () => import('./show-snooze.ts').then(({ showSnooze }) => showSnooze),
  tags: () => import('./show-tags.ts').then(({ showTags }) => showTags),
};

const show =
  (name: keyof typeof load): Show =>
  (ids, at) => {
    load[name]().then(
      (open) => open(ids, at),
      () => showPartAway(() => show(name)(ids, at)),
    );
  };

/** Lets choose who gets conversations; `at` is what the picker hangs under. */
export const showAssign = show('assign');
/** Lets choose a priority. */
export const showPriority = show('priority');
/** Lets choose until when conversations are put aside. */
export const showSnooze = show('snooze');
/** Lets put tags on conversations and take them off. */
export const showTags = show('tags');

/** Loads all of them, so that what is typed right after a key finds its picker, and what is done can be undone while offline. */
export async function preparePickers(): Promise<void> {
  await Promise.all([...Object.values(load).map((each) => each()), import('@floating-ui/dom'), import('../running/undo-run.ts')]);
}
