import type { HelpBoxOnBot } from '../../bots/contract/channel.ts';
import { language } from '../api/fields.ts';
import type { Hub } from '../core/parts/hub.ts';
import { toObjectId } from '../core/ids.ts';
import { Widget, type WidgetRecord } from '../domain/widget/model.ts';
import { widgetChannelId } from '../domain/widget/ensure-widget.ts';
import { describeHelpBox } from '../domain/widget/showing/help-box.ts';

type BotTools = Pick<Hub, 'facts' | 'log' | 'widgets' | 'channels' | 'now' | 'secrets' | 'baseUrl' | 'presence' | 'config'>;

/**
 * Lets the customers' bot carry the HelpBox page while it is on and its chats may be carried on there; the bot that carried it before gives it
 * up. Settings that change are looked at anew, so a provider that was away gets it with the next change. Returns the listeners' removal.
 */
export function listenForHelpBox(hub: BotTools): () => void {
  return hub.facts.on('settings.changed', 'help-box-bots', async ({ workspaceId, data }) => {
    if (data.noun === 'widget') await carryHelpBox(hub, workspaceId);
  });
}

async function carryHelpBox(hub: BotTools, workspaceId: string): Promise<void> {
  const place = { _id: widgetChannelId(toObjectId(workspaceId)), workspaceId: toObjectId(workspaceId) };
  const record = await Widget.findOne(place).lean<WidgetRecord | null>();
  if (!record) return;
  hub.widgets.forget(workspaceId);
  const widget = await hub.widgets.ofChannel(place._id.toHexString());
  const wanted = widget?.settings.helpBox.isOn ? widget.carryOnChannelId : null;
  const { helpBoxBot } = record;
  const about = widget && wanted ? await describe(hub, widget) : null;
  const shown = JSON.stringify(about);
  if (wanted && helpBoxBot?.channelId.equals(wanted) && helpBoxBot.shown === shown) return;
  if (!wanted && !helpBoxBot) return;
  if (helpBoxBot && !(wanted && helpBoxBot.channelId.equals(wanted))) await show(hub, helpBoxBot.channelId.toHexString(), null);
  const isDone = wanted === null || (await show(hub, wanted.toHexString(), about));
  await Widget.updateOne(place, wanted && isDone ? { $set: { helpBoxBot: { channelId: wanted, shown } } } : { $unset: { helpBoxBot: 1 } });
}

async function describe(hub: BotTools, widget: NonNullable<Awaited<ReturnType<Hub['widgets']['byKey']>>>): Promise<HelpBoxOnBot | null> {
  const first = widget.language;
  const spoken = [first, ...language.options.filter((each) => each !== first)];
  const pages = await Promise.all(spoken.map((each) => describeHelpBox(hub, widget, { language: each, pushKey: '' })));
  const [page] = pages;
  if (!page) return null;
  const about = pages.flatMap((each) => (each ? [{ language: each.widget.language, text: each.widget.greeting }] : []));
  return { title: page.title, url: page.url.startsWith('https://') ? page.url : null, about };
}

/** False where the provider could not be told; the channel's health says the rest. */
async function show(hub: BotTools, channelId: string, page: HelpBoxOnBot | null): Promise<boolean> {
  try {
    const channel = await hub.channels.find(channelId);
    await channel?.connection.showHelpBox?.(page);
    return true;
  } catch (error) {
    hub.log.warn({ err: error, channelId }, 'the page was not put into the menu of a bot');
    return false;
  }
}
