import type { Update } from 'grammy/types';
import { createConsole } from '../../bots/console/create-console.ts';
import type { TelegramConsole, Translate } from '../../bots/console/console.ts';
import type { Fact } from '../api/facts.ts';
import type { Language } from '../api/fields.ts';
import type { ConsoleRecord } from '../domain/console/model.ts';
import { tokenPlace, webhookSecretPlace } from '../domain/console/secrets.ts';
import { raiseAlert } from '../domain/console/alerts.ts';
import { announceOpen, isNewToTheTeam, raiseWhenNobodyHears } from './announcing.ts';
import { createLookAfter } from './due/look-after.ts';
import { createDesk } from './desk/desk.ts';
import type { DeskHub, DeskTools } from './desk/tools.ts';
import { startPump, type Pump } from './sends/pump.ts';
import { startWorking, type Working } from './working.ts';

/** One workspace's console in this process: it turns facts into sends everywhere, and runs the bot where it has the lease. */
export interface Runner {
  readonly version: number;
  /** Turns a fact into stored sends. */
  announce(fact: Fact): Promise<void>;
  /** An update of the bot's webhook, whose secret was checked by the caller. */
  handleUpdate(update: Update): Promise<void>;
  readonly webhookSecret: string;
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a workspace's console. */
export function startRunner(hub: DeskHub, record: ConsoleRecord, texts: Record<Language, Translate>, holder: string): Runner {
  const { workspaceId, botId } = record;
  const log = hub.log.child({ console: record._id.toHexString() });
  let pump: Pump | null = null;
  const tools: DeskTools = {
    hub,
    workspaceId,
    ring: () => pump?.ring(),
    escalate: (ofAgentId) => announceOpen(tools, tell, ofAgentId),
  };
  const desk = createDesk(tools);
  const webhookSecret = hub.secrets.open(record.sealedWebhookSecret, webhookSecretPlace(workspaceId));
  const bot: TelegramConsole = createConsole({
    token: hub.secrets.open(record.sealedToken, tokenPlace(workspaceId)),
    apiRoot: hub.config.TELEGRAM_API_ROOT,
    desk,
    texts,
    log,
    now: hub.now,
    mode:
      record.delivery === 'polling'
        ? 'polling'
        : { webhookUrl: `${hub.baseUrl()}/webhooks/console/${record._id.toHexString()}`, secretToken: webhookSecret },
  });

  const lookAfter = createLookAfter(tools, { hub, workspaceId, botId, ring: tools.ring }, bot);

  const working: Working = startWorking({ hub, log, record, bot, holder, openPump, catchUp: () => announceOpen(tools, tell) });

  return {
    version: record.version,
    webhookSecret,

    async announce(fact) {
      if (fact.type === 'agent.changed') {
        const agent = await desk.agents.find(fact.data.agentId);
        // Who comes on duty is shown what waits.
        if (agent?.isOnDuty && agent.telegram?.isReachable) await tools.escalate();
        return;
      }
      await tell(fact);
    },

    async handleUpdate(update) {
      // The process that has the lease set the bot up; another one only needs to know who it is.
      if (!bot.botInfo) await bot.setUp();
      await bot.handleUpdate(update);
    },

    async sweep() {
      await Promise.all([pump?.sweep(), lookAfter()]);
    },

    stop: () => working.stop(),
  };

  async function tell(fact: Fact): Promise<void> {
    await bot.announce(fact);
    if (isNewToTheTeam(fact)) await raiseWhenNobodyHears(tools, desk, fact.data.conversation.id);
  }

  function openPump(): Pump {
    const started = startPump({
      owner: { workspaceId, botId },
      now: hub.now,
      log,
      deliver: (send) => bot.deliver(send),
      onGone,
      onFailed: (send, detail) =>
        raiseAlert(hub, workspaceId, { kind: 'send-failed', subject: send.chatId, detail: `${send.kind}: ${detail}`.slice(0, 300) }),
    });
    pump = started;
    return {
      ...started,
      async stop() {
        if (pump === started) pump = null;
        await started.stop();
      },
    };
  }

  async function onGone(chatId: string, detail: string): Promise<void> {
    if (chatId.startsWith('-')) return desk.groups.setProblem(chatId, detail);
    const agent = await desk.agents.findByTelegram(chatId);
    if (agent) await desk.agents.setReachable(agent.id, false);
  }
}
