import { listedProviders } from '../bots/registry.ts';
import { formatNames } from '../bots/contract/abilities.ts';
import type { AbilitiesView } from '../hub/api/customers/abilities.ts';
import { presentProvider } from '../hub/domain/channel/present-provider.ts';

/** The README's table of what each channel can do, a row an ability, from the registry's limits: Markdown without padding. */
export async function abilitiesTable(): Promise<string> {
  const channels = (await listedProviders()).map(presentProvider);
  const names = channels.map(({ title }) => title);
  const rows = Object.entries(wording).map(([what, tell]) => [what, ...channels.map(({ abilities }) => tell(abilities))]);
  return [['', ...names], ['', ...names].map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const yes = (can: boolean) => (can ? 'yes' : '');
const megabytes = (bytes: number | null) => (bytes === null ? 'any' : `${Math.round(bytes / 1_048_576)} MB`);

const wording: Record<string, (can: AbilitiesView) => string> = {
  'files out': ({ attachments }) => {
    const bySize = new Map<string, string[]>();
    for (const [kind, { maxOutBytes, formats }] of Object.entries(attachments)) {
      const size = megabytes(maxOutBytes) + (formats ? ` as ${formatNames(formats).join(', ')}` : '');
      bySize.set(size, [...(bySize.get(size) ?? []), kind]);
    }
    return [...bySize].map(([size, kinds]) => `${kinds.join(', ')}: ${size}`).join('; ');
  },
  'one text': ({ textLength, textBytes }) => (textBytes === null ? `${textLength ?? 'any number of'} characters` : `${textBytes} bytes`),
  place: ({ location }) => (location ? 'yes' : 'as a link'),
  edit: ({ edit }) => yes(edit),
  delete: ({ deleteHours }) => (deleteHours === null ? '' : deleteHours === 'always' || deleteHours > 8760 ? 'always' : `${deleteHours} h`),
  'react with': ({ react, reactionEmojis }) => (react ? (reactionEmojis ? `${reactionEmojis.length} emoji` : 'any emoji') : ''),
  reply: ({ replyTo }) => yes(replyTo),
  'show typing': ({ typing }) => yes(typing),
  'followed up to': ({ receipts }) => receipts,
  'told of the customer': ({ told }) =>
    Object.entries({ edits: told.edit, deletions: told.delete, reactions: told.react, typing: told.typing })
      .flatMap(([what, isTold]) => (isTold ? [what] : []))
      .join(', '),
  buttons: ({ buttons }) => (buttons ? `${buttons.max ?? 'any number'}` : 'numbered text'),
  'reply window': ({ windowHours, templates }) =>
    windowHours === null ? 'none' : `${windowHours} h${templates ? ', then templates' : ''}`,
  'write first': ({ startConversation }) => yes(startConversation),
  'never doubles': ({ idempotentSend }) => yes(idempotentSend),
};
