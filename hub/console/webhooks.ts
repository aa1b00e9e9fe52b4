import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { isSameSecret } from '../../bots/kit/same-secret.ts';
import { HubError } from '../core/error.ts';
import type { Hub } from '../core/parts/hub.ts';
import { isDatabaseAway } from '../database/is-database-away.ts';
import type { Consoles } from './start-consoles.ts';

const update = z.looseObject({ update_id: z.number().int() });

/** `POST /webhooks/console/:consoleId` for the team's bots; mount it before the channels' webhooks, whose path would take it for a channel. */
export function consoleWebhookRouter(hub: Pick<Hub, 'log'>, consoles: Pick<Consoles, 'findWebhook'>): Router {
  const router = express.Router();
  router.post(
    '/webhooks/console/:consoleId',
    express.json({ limit: '5mb', type: () => true }),
    async (request: Request, response: Response) => {
      const webhook = consoles.findWebhook(String(request.params['consoleId']));
      if (!webhook) throw new HubError('console.unknown');
      if (!isSameSecret(request.get('x-telegram-bot-api-secret-token'), webhook.secret)) throw new HubError('webhook.not-authentic');
      const parsed = update.safeParse(request.body);
      if (!parsed.success) throw new HubError('request.invalid', { issues: [{ path: ['body'], message: 'is no update' }] });
      try {
        await webhook.handleUpdate(parsed.data);
      } catch (error) {
        if (isDatabaseAway(error)) throw new HubError('database.away', {}, { cause: error });
        hub.log.error({ err: error }, 'a console update could neither be handled nor kept');
        throw new HubError('hub.busy', {}, { cause: error });
      }
      response.json({});
    },
  );
  return router;
}
