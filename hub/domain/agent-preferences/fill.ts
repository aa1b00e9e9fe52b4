import { defaultPreferences, preferencesView, type Preferences } from '../../api/team/preferences.ts';

type Plain = Record<string, unknown>;

/**
 * All preferences from what was stored: the defaults fill in what was never chosen, and what no longer fits (written by another
 * version of the hub) counts as never chosen, part by part.
 */
export function fillPreferences(stored: unknown): Preferences {
  const chosen = asPlain(stored);
  const { notifications, quietHours, ...rest } = defaultPreferences;
  const { newConversation, assigned, mention, reply } = notifications;
  const kinds = asPlain(chosen.notifications);
  const shapes = preferencesView.shape;
  const notification = shapes.notifications.shape;
  return preferencesView.parse({
    ...pick(shapes, rest, chosen),
    notifications: {
      newConversation: pick(notification.newConversation.shape, newConversation, asPlain(kinds.newConversation)),
      assigned: pick(notification.assigned.shape, assigned, asPlain(kinds.assigned)),
      mention: pick(notification.mention.shape, mention, asPlain(kinds.mention)),
      reply: pick(notification.reply.shape, reply, asPlain(kinds.reply)),
    },
    quietHours: pick(shapes.quietHours.shape, quietHours, asPlain(chosen.quietHours)),
  });
}

interface Fits {
  safeParse(value: unknown): { success: boolean };
}

function pick(shapes: Record<string, Fits>, defaults: Plain, chosen: Plain): Plain {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, shapes[name]?.safeParse(chosen[name]).success ? chosen[name] : value]),
  );
}

function asPlain(value: unknown): Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
