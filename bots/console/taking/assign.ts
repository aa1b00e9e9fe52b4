import { formatPress, noId, type Press } from '../cards/callback-data.ts';
import { cardKeyboard, pageRow, pressButton, rows } from '../cards/keyboard.ts';
import type { DeskAgent } from '../desk-views.ts';
import type { AgentContext, Parts } from '../parts.ts';
import { swapKeyboard, type PressAnswer } from '../cards/press.ts';
import { say } from '../sending/say.ts';

const pageSize = 8;

/** Handing a conversation to a colleague or a department, by buttons or by name. */
export function createAssigning({ desk }: Parts) {
  return {
    async assignMenu(ctx: AgentContext, { id, arg }: Press): Promise<void> {
      const agents = (await desk.agents.list()).filter((agent) => agent.id !== ctx.agent.id);
      const page = Number(arg) || 0;
      const shown = agents.slice(page * pageSize, (page + 1) * pageSize);
      await swapKeyboard(ctx, [
        ...rows(
          shown.map((agent) => pressButton(agentLabel(agent), 'assignAgent', id, agent.id)),
          2,
        ),
        ...pageRow(page, pageSize, agents.length, (next) => formatPress('assignMenu', id, next)),
        [pressButton(ctx.t('button.department'), 'departmentMenu', id), pressButton(ctx.t('button.queue'), 'release', id)],
        [pressButton(ctx.t('button.back'), 'back', id)],
      ]);
    },

    async assignAgent(ctx: AgentContext, { id, arg }: Press): Promise<PressAnswer> {
      const conversation = await desk.conversations.assign(ctx.agent.id, id, { agentId: arg });
      const name = conversation.assigneeName ?? '?';
      await swapKeyboard(ctx, cardKeyboard(ctx.t, conversation));
      await say(ctx, ctx.t('assign.done', { number: conversation.number, name }), [
        [pressButton(ctx.t('button.transfer-note'), 'transferNote', id)],
      ]);
      return { text: ctx.t('assign.toast', { name }) };
    },

    async departmentMenu(ctx: AgentContext, { id }: Press): Promise<void> {
      const departments = await desk.agents.departments();
      const buttons = departments
        .slice(0, 40)
        .map(({ id: departmentId, name }) => pressButton(name.slice(0, 40), 'assignDepartment', id, departmentId));
      await swapKeyboard(ctx, [...rows(buttons, 2), [pressButton(ctx.t('button.back'), 'back', id)]]);
    },

    async assignDepartment(ctx: AgentContext, { id, arg }: Press): Promise<PressAnswer> {
      const conversation = await desk.conversations.assign(ctx.agent.id, id, { agentId: null, departmentId: arg });
      await swapKeyboard(ctx, cardKeyboard(ctx.t, conversation));
      return { text: ctx.t('assign.toast', { name: conversation.departmentName ?? '?' }) };
    },

    async back(ctx: AgentContext, { id }: Press): Promise<void> {
      if (id === noId) return;
      await swapKeyboard(ctx, cardKeyboard(ctx.t, await desk.conversations.get(ctx.agent.id, id)));
    },

    /** /assign: without a name the list, with one the colleague whose name begins so; more words are a note. */
    async assignByCommand(ctx: AgentContext, conversationId: string, words: string): Promise<void> {
      const [wanted = '', ...rest] = words.replace(/^@/, '').split(/\s+/);
      const agents = await desk.agents.list();
      if (wanted === '') {
        const buttons = agents.slice(0, pageSize).map((agent) => pressButton(agentLabel(agent), 'assignAgent', conversationId, agent.id));
        await say(ctx, ctx.t('assign.to-whom'), rows(buttons, 2));
        return;
      }
      const found = agents.filter((agent) => agent.name.toLowerCase().startsWith(wanted.toLowerCase()));
      const [agent] = found;
      if (!agent || found.length > 1) {
        await say(ctx, ctx.t(agent ? 'assign.ambiguous' : 'assign.nobody', { name: wanted }));
        return;
      }
      const note = rest.join(' ');
      const { number } = await desk.conversations.assign(ctx.agent.id, conversationId, {
        agentId: agent.id,
        ...(note === '' ? {} : { note }),
      });
      await say(ctx, ctx.t('assign.done', { number, name: agent.name }));
    },
  };
}

/** Duty, name and open conversations: `🟢 Ann · 3`. */
function agentLabel({ name, isOnDuty, load }: DeskAgent): string {
  return `${isOnDuty ? '🟢' : '⚪️'} ${name.slice(0, 30)} · ${load}`;
}
