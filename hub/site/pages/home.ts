import { Router } from 'express';
import type { AgentActor } from '../../core/actor.ts';
import { isHubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import { toObjectId, type ObjectId } from '../../core/ids.ts';
import { id } from '../../api/fields.ts';
import { getAgentActor, listSeats } from '../../domain/agent/find-agent-actor.ts';
import { readSessionCookie } from '../../domain/user/session-cookie.ts';
import { getSession } from '../../domain/user/session.ts';
import { html, type Html } from '../html.ts';
import { sendPage } from '../page.ts';
import { isTextKey, type Translate } from '../texts.ts';
import { readVisit } from '../visit.ts';

/** A channel as the signed-in page shows it. */
export interface ShownChannel {
  name: string;
  provider: string;
  health: { state: string; reason?: string };
}

/** The channels of the actor's workspace. */
export type ListChannels = (actor: AgentActor) => Promise<readonly ShownChannel[]>;

type Seats = Awaited<ReturnType<typeof listSeats>>;

/** The signed-in page: which channels work, and what to do next. Who is not signed in goes to the login page. */
export function homePage(hub: Pick<Hub, 'config' | 'now'>, listChannels: ListChannels): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const userId = await findUser(hub, readSessionCookie(hub.config, request));
    if (!userId) {
      response.redirect(303, '/login');
      return;
    }
    const seats = await listSeats(userId);
    const wanted = id.safeParse(request.query.workspace).data ?? seats[0]?.workspaceId;
    const actor = await getAgentActor(userId, wanted === undefined ? null : toObjectId(wanted));
    const workspace = seats.find((seat) => seat.workspaceId === actor.workspaceId.toHexString())?.workspaceName ?? '';
    const visit = readVisit(request);
    const { t } = visit;
    const main = html`<p>${t('homeLead', { workspace, name: actor.name })}</p>
      ${channelList(await listChannels(actor), t)}
      <p>${t('invite')}</p>
      <pre><code>npm run hub -- agent invite --role agent</code></pre>
      ${otherSeats(seats, t)}
      <h2>${t('links')}</h2>
      <p><a href="/api/openapi.json">${t('openApi')}</a></p>
      <form method="post" action="/logout"><button class="quiet">${t('logOut')}</button></form>`;
    sendPage(response, visit, { title: t('homeTitle'), main });
  });
  return router;
}

async function findUser(hub: Pick<Hub, 'now'>, token: string | null): Promise<ObjectId | null> {
  if (token === null) return null;
  try {
    return (await getSession(hub, token)).userId;
  } catch (error) {
    if (isHubError(error, 'session.expired')) return null;
    throw error;
  }
}

function channelList(channels: readonly ShownChannel[], t: Translate): Html {
  if (channels.length === 0) {
    return html`<h2>${t('channels')}</h2>
      <p>${t('noChannels')}</p>
      <ol>
        <li>${t('stepCreate')}</li>
        <li>
          ${t('stepConnect')}
          <pre><code>npm run hub -- channel add telegram --name Support</code></pre>
        </li>
        <li>
          ${t('stepTeam')}
          <pre><code>npm run hub -- channel add console</code></pre>
        </li>
        <li>${t('stepWrite')}</li>
      </ol>
      <p><small>${t('orApi')}</small></p>`;
  }
  return html`<h2>${t('channels')}</h2>
    <ul class="channels">
      ${channels.map(
        ({ name, provider, health }) =>
          html`<li>
            <strong>${name}</strong> <small>${provider}</small>
            <span class="state ${health.state}">${stateText(health.state, t)}</span>
            ${health.reason !== undefined && html`<small class="reason">${health.reason}</small>`}
          </li>`,
      )}
    </ul>`;
}

function stateText(state: string, t: Translate): string {
  const key = `health.${state}`;
  return isTextKey(key) ? t(key) : state;
}

function otherSeats(seats: Seats, t: Translate): Html | null {
  if (seats.length < 2) return null;
  return html`<h2>${t('workspaces')}</h2>
    <ul>
      ${seats.map((seat) => html`<li><a href="/?workspace=${seat.workspaceId}">${seat.workspaceName}</a></li>`)}
    </ul>`;
}
