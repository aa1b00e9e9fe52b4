import { Router } from 'express';
import type { Logger } from 'pino';
import type { AnyChannel } from '../bots/contract/channel.ts';
import type { Config } from './config.ts';
import { createHub } from './create-hub.ts';
import type { Hub } from './core/parts/hub.ts';
import { loadSecrets } from './core/load-secrets.ts';
import { createLog } from './core/log.ts';
import { prepareDatabase } from './database/prepare-database.ts';
import { createLoginThrottle } from './domain/user/login-throttle.ts';
import { leaveDepartment } from './domain/channel/leave-department.ts';
import { releaseDepartment, reassignConversations } from './domain/conversation/handing/hand-over.ts';
import { startKeepingVisits } from './domain/visitor/visits/keep-visits.ts';
import { startKnowingVisitors } from './domain/visitor/know-visitors.ts';
import { startHanding } from './automation/handing/start-handing.ts';
import { startFetcher } from './files/fetcher.ts';
import { fileRouter } from './files/serve.ts';
import { createHttpApp } from './http/app.ts';
import { allRoutes } from './http/all-routes.ts';
import { listen } from './http/listen.ts';
import { startListening } from './inbound/listen.ts';
import { visitorRoutes } from './inbound/widget/routes.ts';
import { webhookRouter } from './inbound/webhooks.ts';
import { startDataJobs } from './jobs/data-jobs.ts';
import { startJobs } from './jobs/jobs.ts';
import { sweepsOf } from './jobs/sweeps.ts';
import { listenForChannelHealth } from './listeners/channel-health.ts';
import { listenForContactActivity } from './listeners/contact-activity.ts';
import { listenForConsole } from './listeners/console.ts';
import { listenForCustomers } from './listeners/customers.ts';
import { listenForPush } from './listeners/push.ts';
import { listenForHelpBox } from './listeners/help-box.ts';
import { listenForHanding } from './listeners/handing.ts';
import { listenForVisitorPush } from './listeners/visitor-push.ts';
import { listenForWidget } from './listeners/widget.ts';
import { listenForSockets } from './listeners/sockets.ts';
import { listenForVisitors } from './listeners/visitors.ts';
import { startMailer } from './mail/mailer.ts';
import { openDatabase } from './open-database.ts';
import { startSender } from './outbound/sender.ts';
import { startRealtime } from './realtime/start-realtime.ts';
import { adminRouter } from './site/admin.ts';
import { startPusher } from './push/pusher.ts';
import { readFrame } from './site/read-frame.ts';
import { redirectRouter } from './site/redirects.ts';
import { readHelpBox } from './site/helpbox/read-help-box.ts';
import { helpBoxRouter } from './site/helpbox/helpbox.ts';
import { widgetRouter } from './site/widget.ts';
import { startConsoles } from './console/start-consoles.ts';
import { consoleWebhookRouter } from './console/webhooks.ts';

/** A running hub. */
export interface RunningHub {
  hub: Hub;
  /** Where it listens on this machine. */
  url: string;
  /** Stops taking work, finishes what is under way, closes the database. */
  stop(): Promise<void>;
}

interface StartOptions {
  log?: Logger;
  now?: () => Date;
  /** Kinds of channel beside those of the registry: a toy in tests. */
  moreProviders?: readonly AnyChannel[];
  signal?: AbortSignal;
  /** For tests that count database calls. */
  monitorCommands?: boolean;
}

/** Starts everything: database, HTTP, the way in, the way out, consoles, timers. Ready when it resolves. */
export async function startHub(
  config: Config,
  { log = createLog(config.LOG_LEVEL), now, moreProviders, signal, monitorCommands = false }: StartOptions = {},
): Promise<RunningHub> {
  const opened = await openDatabase({ config, log, monitorCommands, ...(signal && { signal }) });
  const address = { url: config.PUBLIC_URL ?? `http://localhost:${config.PORT}` };
  const hub = createHub({ config, log, secrets: await loadSecrets(config), now, moreProviders, baseUrl: () => address.url });
  await prepareDatabase({ connection: opened.database.connection, log, now: hub.now, ...(signal && { signal }) });

  const sender = startSender(hub);
  const fetcher = startFetcher(hub);
  const dataJobs = startDataJobs(hub);
  const handing = startHanding(hub);
  const mailer = startMailer(hub);
  const pusher = startPusher(hub);
  const consoles = startConsoles(hub);
  const realtime = startRealtime(hub);
  const visits = startKeepingVisits(hub);
  const knower = startKnowingVisitors(hub);
  const unlisten = [
    listenForConsole(hub, consoles),
    listenForCustomers(hub),
    listenForChannelHealth(hub),
    listenForContactActivity(hub),
    listenForHanding(hub, handing),
    listenForSockets(hub, realtime),
    listenForVisitors(hub, { visits, knower }),
    listenForWidget(hub, realtime.visitors),
    listenForHelpBox(hub),
    listenForVisitorPush(hub, realtime.visitors),
    listenForPush(hub, { isWatching: realtime.isLookedAtBy }),
  ];
  const jobs = await startJobs(hub, sweepsOf(hub, { sender, handing, fetcher, mailer, consoles, pusher, dataJobs }));
  const throttle = createLoginThrottle();
  const routes = allRoutes(hub, {
    throttle,
    flushVisits: () => visits.flush(),
    reassign: (actor, from, to) => reassignConversations(hub, actor, from, to),
    releaseDepartment: async (actor, departmentId) => {
      await leaveDepartment(hub, actor, departmentId);
      await releaseDepartment(hub, actor, departmentId);
    },
  });
  const app = createHttpApp(hub, {
    routes,
    visitorRoutes: visitorRoutes(hub, {
      tracked: ({ workspaceId, visitorId }, event) => hub.visitors.tracked(workspaceId, visitorId, event),
    }),
    readiness: { database: () => opened.database.isUp(), jobs: () => Promise.resolve(jobs.isRunning()) },
    webhooks: Router().use(consoleWebhookRouter(hub, consoles), webhookRouter(hub)),
    site: Router().use(
      fileRouter(hub),
      widgetRouter(readFrame(hub)),
      helpBoxRouter(readHelpBox(hub)),
      adminRouter(config),
      redirectRouter(),
    ),
  });
  const server = await listen(app, { port: config.PORT, host: config.HOST });
  realtime.attach(server.server);
  const url = `http://localhost:${server.port}`;
  address.url = config.PUBLIC_URL ?? url;
  const listening = startListening(hub);

  return {
    hub,
    url,
    async stop() {
      await listening.stop();
      await realtime.stop();
      await server.stop();
      hub.visitors.stop();
      knower.stop();
      await visits.stop();
      await jobs.stop();
      await Promise.all([sender.stop(), fetcher.stop(), dataJobs.stop(), handing.stop(), mailer.stop()]);
      // What was told up to here must still find its listeners: a fact is cleared once all of them did well.
      await hub.announcer.settled();
      await consoles.stop();
      await pusher.stop();
      for (const remove of unlisten) remove();
      await hub.channels.closeAll();
      await opened.close();
    },
  };
}
