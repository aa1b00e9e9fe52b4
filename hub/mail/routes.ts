import * as api from '../api/team/mail.ts';
import type { Actor } from '../core/actor.ts';
import { HubError } from '../core/error.ts';
import type { Hub } from '../core/parts/hub.ts';
import { ObjectId } from '../core/ids.ts';
import { route, type Route } from '../core/route.ts';
import { getUser } from '../domain/user/update-user.ts';
import { composeMail } from './compose.ts';
import { Mail, type MailRecord } from './model.ts';
import { loadMailTexts } from './texts.ts';
import { createMailTransport, readRefusal } from './transport.ts';

/** Routes by which owners see whether mail works. */
export function mailRoutes(hub: Pick<Hub, 'config'>): Route[] {
  const transport = createMailTransport(hub.config);
  const texts = loadMailTexts();
  return [
    route(api.getMailStatus, async ({ actor }) => ({
      isSetUp: transport !== null,
      from: transport?.from ?? null,
      troubled: (await listTroubled(actor)).map(presentTroubled),
    })),
    route(api.sendTestMail, async ({ actor }) => {
      // It goes to a person, and through the whole hub's mail server: neither for a machine nor for who was only let manage.
      if (actor.type !== 'agent' || actor.role !== 'owner') throw new HubError('permission.missing', { role: 'owner' });
      if (!transport) throw new HubError('mail.not-set-up');
      const { email: to, language, name } = await getUser(actor.userId);
      const content = composeMail(texts('test', language, { name }), null);
      try {
        return { to, response: await transport.send({ ...content, to, id: new ObjectId().toHexString() }) };
      } catch (error) {
        throw new HubError('mail.refused', { reason: readRefusal(error).reason }, { cause: error });
      }
    }),
  ];
}

/** Of the actor's workspace only: the server's words may name people. */
async function listTroubled({ workspaceId }: Actor): Promise<MailRecord[]> {
  return Mail.find({ workspaceId, reason: { $exists: true } })
    .sort({ createdAt: -1 })
    .limit(20)
    .lean<MailRecord[]>();
}

function presentTroubled({ to, kind, attempts, reason = '', createdAt, failedAt }: MailRecord) {
  return { to, kind, attempts, reason, createdAt: createdAt.toISOString(), failedAt: failedAt?.toISOString() ?? null };
}
