import { signal } from '@preact/signals-core';
import { typingEndsAfterMs, type ViewerView } from '../../../../hub/api/realtime.ts';
import { onEvent } from '../../realtime.ts';
import { session } from '../../session.ts';

const typing = signal<ReadonlyMap<string, string>>(new Map());
const viewers = signal<ReadonlyMap<string, readonly ViewerView[]>>(new Map());
const ends = new Map<string, ReturnType<typeof setTimeout>>();

/** Who writes in a conversation right now, as far as this window hears it. */
export function typingIn(conversationId: string): string | undefined {
  return typing.value.get(conversationId);
}

/** Colleagues with the conversation on screen, as far as this window hears it. */
export function viewersOf(conversationId: string): readonly ViewerView[] {
  return viewers.value.get(conversationId) ?? [];
}

/** Nobody tells about a conversation that isn't watched any more: what was known of it is dropped. */
export function forgetMarks(conversationId: string): void {
  setTyping(conversationId, null);
  setViewers(conversationId, []);
}

/** Follows who writes and who looks; returns the end of it. */
export function startLiveMarks(): () => void {
  const stops = [
    onEvent('typing', ({ conversationId, by, mode }) => {
      if (by.id !== session.peek()?.agent.id) setTyping(conversationId, mode === null ? null : by.name);
    }),
    onEvent('viewers', ({ conversationId, agents }) =>
      setViewers(
        conversationId,
        agents.filter(({ agentId }) => agentId !== session.peek()?.agent.id),
      ),
    ),
  ];
  return () => stops.forEach((stop) => stop());
}

function setTyping(conversationId: string, name: string | null): void {
  clearTimeout(ends.get(conversationId));
  if (name !== null)
    ends.set(
      conversationId,
      setTimeout(() => setTyping(conversationId, null), typingEndsAfterMs),
    );
  if ((typing.peek().get(conversationId) ?? null) === name) return;
  const next = new Map(typing.peek());
  if (name === null) next.delete(conversationId);
  else next.set(conversationId, name);
  typing.value = next;
}

function setViewers(conversationId: string, agents: readonly ViewerView[]): void {
  if (agents.length === 0 && !viewers.peek().has(conversationId)) return;
  const next = new Map(viewers.peek());
  if (agents.length === 0) next.delete(conversationId);
  else next.set(conversationId, agents);
  viewers.value = next;
}
