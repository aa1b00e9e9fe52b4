import { ApiError } from '../../../../../hub/api/client.ts';
import {
  assignConversation,
  changeConversations,
  takeConversation,
  type BulkAction,
  type ConversationView,
} from '../../../../../hub/api/customers/conversations.ts';
import { api } from '../../../../data/api.ts';

/** What only one conversation at a time can be asked for. */
export interface Details {
  /** Who has it as far as the agent saw; somebody else by now is a refusal. */
  expectedAssigneeId?: string | null;
  note?: string;
  takeOver?: boolean;
}

/** What became of each conversation. */
export interface Outcome {
  done: ConversationView[];
  refused: { id: string; error: ApiError }[];
  /** Nobody answered for these: offline, or the hub is away. */
  unreached: string[];
  /** Why nobody answered. */
  cut?: unknown;
}

/** So many go in one call: small enough that progress shows, large enough to be quick. */
const atOnce = 40;

/**
 * Does one thing to conversations. Never throws: what was refused and what nobody answered for is told in the outcome. `told` hears how many
 * are through after each call.
 */
export async function send(
  ids: readonly string[],
  action: BulkAction,
  details: Details = {},
  told: (through: number) => void = () => undefined,
): Promise<Outcome> {
  const outcome: Outcome = { done: [], refused: [], unreached: [] };
  const size = needsOwnCall(action, details, ids.length) ? 1 : atOnce;
  for (let from = 0; from < ids.length; from += size) {
    const some = ids.slice(from, from + size);
    try {
      const answer = size === 1 ? await alone(some[0] ?? '', action, details) : await together(some, action);
      outcome.done.push(...answer.done);
      outcome.refused.push(...answer.refused);
    } catch (error) {
      if (error instanceof ApiError) {
        outcome.refused.push(...some.map((id) => ({ id, error })));
      } else {
        outcome.unreached.push(...ids.slice(from));
        outcome.cut = error;
        break;
      }
    }
    told(from + some.length);
  }
  return outcome;
}

/** One alone is told more: who was faster. Many go together, unless each needs something of its own. */
function needsOwnCall({ type }: BulkAction, { note, takeOver = false }: Details, count: number): boolean {
  return note !== undefined || takeOver || (count === 1 && (type === 'assign' || type === 'take'));
}

type Answer = Pick<Outcome, 'done' | 'refused'>;

async function alone(conversationId: string, action: BulkAction, { takeOver = false, ...details }: Details): Promise<Answer> {
  const params = { conversationId };
  if (action.type === 'take') return { done: [await api.call(takeConversation, { params, body: { takeOver } })], refused: [] };
  if (action.type !== 'assign') return together([conversationId], action);
  const { agentId, departmentId } = action;
  const body = { agentId, ...(departmentId !== undefined && { departmentId }), ...details };
  return { done: [await api.call(assignConversation, { params, body })], refused: [] };
}

async function together(ids: readonly string[], action: BulkAction): Promise<Answer> {
  const { done, refused } = await api.call(changeConversations, { body: { ids: [...ids], action } });
  return {
    done,
    refused: refused.map(({ id, code, message }) => ({ id, error: new ApiError(409, { code, message, details: {}, requestId: '' }) })),
  };
}
