import type { Command } from 'commander';
import { z } from 'zod';
import { id, language, type Language } from '../../../api/fields.ts';
import { spokenText, type AutomaticMessages, type ChannelView, type SpokenText } from '../../../api/customers/channels.ts';
import { systemActor } from '../../../core/actor.ts';
import { HubError } from '../../../core/error.ts';
import { toObjectId } from '../../../core/ids.ts';
import { getChannel, updateChannel } from '../../../domain/channel/change.ts';
import { automaticOf, Channel } from '../../../domain/channel/model.ts';
import { presentChannel } from '../../../domain/channel/present.ts';
import { withHub, type Invocation } from '../../run-command.ts';
import { formatRecord } from '../../terminal/output.ts';
import { readArgument, readOptions, UsageError } from '../../terminal/usage-error.ts';

const text = z.string().optional();
const options = z.object({
  greetingEn: text,
  greetingRu: text,
  closedNoticeEn: text,
  closedNoticeRu: text,
  privacyEn: text,
  privacyRu: text,
  commands: z.enum(['on', 'off']).optional(),
});
type Given = z.infer<typeof options>;

/** `channel settings`: what a channel says to its customers by itself. */
export function addSettingsCommand(channel: Command): void {
  const command = channel
    .command('settings <channelId>')
    .description('what customers are told without an agent; all of it is off until set. Without options: shows it');
  for (const each of ['greeting', 'closed-notice', 'privacy']) {
    for (const spoken of language.options)
      command.option(`--${each}-${spoken} <text>`, `${each.replace('-', ' ')} (${spoken}); "" takes it away`);
  }
  command
    .option('--commands <on|off>', 'whether /help, /privacy, /delete_my_data and /lang are answered')
    .action(async (given: unknown, _options: unknown, invoked: Command) => {
      const channelId = readArgument('channelId', id, given);
      const wanted = readOptions(invoked, options);
      await withHub(invoked, (invocation) => set(invocation, channelId, wanted));
    });
}

async function set({ hub, output }: Invocation, channelId: string, given: Given): Promise<void> {
  const found = await Channel.findById(toObjectId(channelId)).select({ workspaceId: 1 }).lean();
  if (!found) throw new HubError('channel.unknown', { channelId });
  const actor = systemActor(found.workspaceId, 'Command line');
  const before = await getChannel(actor, channelId);
  const hasChange = Object.values(given).some((value) => value !== undefined);
  const after = hasChange ? await updateChannel(hub, actor, channelId, changeOf(automaticOf(before), given)) : before;
  const view = presentChannel(hub, actor, after);
  output.show(view, describe(view));
}

function changeOf(before: AutomaticMessages, given: Given): Partial<AutomaticMessages> {
  return {
    greeting: merged('greeting', before.greeting, { en: given.greetingEn, ru: given.greetingRu }),
    closedNotice: merged('closed-notice', before.closedNotice, { en: given.closedNoticeEn, ru: given.closedNoticeRu }),
    privacy: merged('privacy', before.privacy, { en: given.privacyEn, ru: given.privacyRu }),
    ...(given.commands && { commands: given.commands === 'on' }),
  };
}

function merged(name: string, before: SpokenText | null, given: Record<Language, string | undefined>): SpokenText | null {
  const texts = { en: given.en ?? before?.en, ru: given.ru ?? before?.ru };
  const present = Object.fromEntries(Object.entries(texts).filter(([, value]) => value?.trim()));
  if (Object.keys(present).length === 0) return null;
  const parsed = spokenText.safeParse(present);
  if (!parsed.success) throw new UsageError(`--${name}: ${parsed.error.issues[0]?.message ?? 'does not fit'}`);
  return parsed.data;
}

function describe({ id: channelId, name, greeting, closedNotice, commands, privacy }: ChannelView): string {
  return formatRecord({
    id: channelId,
    name,
    ...inWords('greeting', greeting),
    ...inWords('closed notice', closedNotice),
    ...inWords('privacy', privacy),
    commands: commands ? 'on' : 'off',
  });
}

function inWords(name: string, spoken: SpokenText | null): Record<string, string | undefined> {
  if (!spoken) return { [name]: 'off' };
  return Object.fromEntries(Object.entries(spoken).map(([each, value]) => [`${name} (${each})`, value]));
}
