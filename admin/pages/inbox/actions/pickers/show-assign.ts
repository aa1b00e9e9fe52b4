import { StickyNote, Users, UserX } from 'lucide';
import { html } from 'lit';
import { listAgents } from '../../../../../hub/api/team/agents.ts';
import { avatar } from '../../../../components/avatar.ts';
import { icon } from '../../../../components/icon.ts';
import type { Choice } from '../../../../components/picker.ts';
import { api } from '../../../../data/api.ts';
import { headOf } from '../../../../data/conversations/heads.ts';
import { queryClient } from '../../../../data/query-client.ts';
import { may, session } from '../../../../data/session.ts';
import { agents, availabilityOf, departments } from '../../../../data/team.ts';
import { t } from '../../../../words/words.ts';
import { assignConversations } from '../assign.ts';
import { transferConversations } from '../transfer/transfer.ts';
import { pick, pickerOnScreen } from './pick.ts';

/** Lets choose who gets conversations: oneself, nobody, a colleague, a department; `at` is what it hangs under. */
export function showAssign(ids: readonly string[], at?: HTMLElement): void {
  const label = t('panel:assignTo');
  pick({ name: 'assign', at }, { choices: choices(new Map()), chosen: chosen(ids), label }, ({ value }) => {
    const [kind, id = ''] = value.split(':');
    if (kind === 'nobody') assignConversations(ids, { agentId: null });
    else if (kind === 'agent') assignConversations(ids, { agentId: id });
    else if (kind === 'department') void transferConversations(ids, id);
    else void transferConversations(ids);
  });
  void readLoads().then((loads) => {
    const picker = pickerOnScreen(label);
    if (picker) picker.choices = choices(loads);
  });
}

function choices(loads: ReadonlyMap<string, string>): Choice[] {
  const me = session.peek()?.agent.id;
  const all = agents.peek();
  const own = all.find(({ id }) => id === me);
  return [
    ...(own ? [agentChoice(own, loads, t('panel:toMe'))] : []),
    { value: 'nobody', label: t('common:nobody'), mark: html`<span class="pick-mark">${icon(UserX, 16)}</span>` },
    ...all.filter(({ id }) => id !== me).map((agent) => agentChoice(agent, loads, agent.displayName)),
    ...departments.peek().map(({ id, name }) => ({
      value: `department:${id}`,
      label: name,
      mark: html`<span class="pick-mark">${icon(Users, 16)}</span>`,
      hint: t('panel:department'),
    })),
    ...(departments.peek().length > 0 && may('conversation.note')
      ? [{ value: 'note', label: t('panel:transferWithNote'), mark: html`<span class="pick-mark">${icon(StickyNote, 16)}</span>` }]
      : []),
  ];
}

function agentChoice({ id, displayName }: { id: string; displayName: string }, loads: ReadonlyMap<string, string>, label: string): Choice {
  const load = loads.get(id);
  return {
    value: `agent:${id}`,
    label,
    mark: avatar(displayName, { size: 20, state: availabilityOf(id) ?? 'off' }),
    ...(load !== undefined && { hint: load }),
  };
}

function chosen(ids: readonly string[]): string[] {
  const heads = ids.map((id) => headOf(id).peek());
  const first = heads[0];
  if (!first || heads.some((head) => head?.assigneeId !== first.assigneeId)) return [];
  return [first.assigneeId === null ? 'nobody' : `agent:${first.assigneeId}`];
}

/** How many open conversations each has, as few as it is asked for in a row. Without them the choice is as good. */
async function readLoads(): Promise<ReadonlyMap<string, string>> {
  if (!may('agent.view')) return new Map();
  const { items } = await queryClient
    .fetchQuery({
      queryKey: ['agents', 'loads'],
      queryFn: () => api.call(listAgents, { query: { limit: 200, load: 'true', active: 'true' } }),
      staleTime: 15_000,
      retry: false,
    })
    .catch(() => ({ items: [] }));
  return new Map(
    items.flatMap(({ id, openConversations: open }) =>
      open ? [[id, t('panel:openCount', { count: open.count, shown: open.isCapped ? `${open.count}+` : open.count })] as const] : [],
    ),
  );
}
