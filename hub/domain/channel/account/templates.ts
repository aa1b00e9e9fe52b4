import { ChannelError } from '../../../../bots/contract/error.ts';
import type { MessageTemplate, TemplateUse } from '../../../../bots/contract/template.ts';
import { HubError } from '../../../core/error.ts';
import type { ConnectedChannel } from '../../../core/parts/connected-channels.ts';
import type { Hub } from '../../../core/parts/hub.ts';
import { refusalDetails } from '../refusal.ts';

/** How long a list is good for sending by; who opens the list gets a new one. */
const trustMs = 60_000;

interface Listed {
  items: MessageTemplate[];
  at: number;
}
/** By connection, so that a list goes when its account's settings change. */
const known = new WeakMap<ConnectedChannel['connection'], Listed>();

/** The account's templates as they are now. Throws channel.unknown, channel.ability-missing, channel.refused. */
export async function listTemplates(hub: Pick<Hub, 'channels' | 'now'>, channelId: string): Promise<MessageTemplate[]> {
  const channel = await hub.channels.find(channelId);
  if (!channel) throw new HubError('channel.unknown', { channelId });
  const { connection } = channel;
  if (!connection.listTemplates) throw new HubError('channel.ability-missing', { ability: 'templates' });
  try {
    const items = await connection.listTemplates();
    known.set(connection, { items, at: hub.now().getTime() });
    return items;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    throw new HubError('channel.refused', refusalDetails(error), { cause: error });
  }
}

/**
 * What the customer reads when this template is sent with these values: header, text and footer, a line between them. Throws
 * template.unknown, template.blanks-invalid, and as listTemplates.
 */
export async function writeTemplate(
  hub: Pick<Hub, 'channels' | 'now'>,
  channel: ConnectedChannel,
  { name, language, values }: TemplateUse,
): Promise<string> {
  const listed = known.get(channel.connection);
  const isFresh = listed !== undefined && hub.now().getTime() - listed.at < trustMs;
  const items = isFresh ? listed.items : await listTemplates(hub, channel.id.toHexString());
  const template = items.find((each) => each.name === name && each.language === language && each.state === 'approved');
  if (!template) throw new HubError('template.unknown', { name, language });
  const keys = template.blanks.map(({ key }) => key);
  const missing = keys.filter((key) => !values[key]?.trim());
  const unknown = Object.keys(values).filter((key) => !keys.includes(key));
  if (missing.length + unknown.length > 0) throw new HubError('template.blanks-invalid', { missing, unknown });
  return [template.header, template.body, template.footer].flatMap((part) => (part ? [fill(part, values)] : [])).join('\n\n');
}

function fill(text: string, values: TemplateUse['values']): string {
  return text.replace(/\{\{(.+?)\}\}/g, (blank, key: string) => values[key.trim()] ?? blank);
}
