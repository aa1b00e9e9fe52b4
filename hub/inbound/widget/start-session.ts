import type { Request } from 'express';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { startVisitorSession, VisitorProfile } from '../../api/widget/calls.ts';
import { HubError } from '../../core/error.ts';
import type { KnownWidget } from '../../core/widget/known-widgets.ts';
import type { VisitorCaller } from '../../core/widget/visitor-caller.ts';
import { Contact, Identity, type ContactRecord, type IdentityRecord } from '../../domain/contact/model.ts';
import { identityId } from '../../domain/contact/recognise.ts';
import { Conversation, type ConversationRecord } from '../../domain/conversation/model.ts';
import { refuseForeignSite } from '../../domain/widget/origin.ts';
import { takeHandover } from '../../domain/widget/session/handover.ts';
import { signVisitorToken, tokenMs } from '../../domain/widget/session/token.ts';
import { verifyUser, type VerifiedUser } from '../../domain/widget/session/verify-user.ts';
import { isVisitorSecret, newVisitorSecret, userIdentity, userVisitorId, visitorIdOf } from '../../domain/widget/session/visitor-secret.ts';
import { showConversations } from '../../domain/widget/showing/conversation.ts';
import { languageFor } from '../../domain/widget/showing/words.ts';
import { visitorSees } from '../../domain/widget/visitor-sees.ts';
import { claimIdentity, type ClaimTools } from './claim-identity.ts';
import { madeNameOf, meetUser } from './meet-visitor.ts';
import { keepOfUser } from './take-profile.ts';
import type { VisitorTools } from './visitor-tools.ts';

type Asked = z.output<NonNullable<(typeof startVisitorSession)['body']>>;
type Answer = z.input<NonNullable<(typeof startVisitorSession)['view']>>;
type SessionTools = VisitorTools & ClaimTools;

interface Person {
  visitor: Pick<VisitorCaller, 'identity' | 'visitorId' | 'isVerified' | 'name' | 'claim'>;
  contact: ContactRecord | null;
  /** What was said here, by the browser or the site: the contact may have more, of somebody an agent took for the same person. */
  said: VisitorProfile;
  /** Only where it was made now. */
  newSecret: string | null;
}

const shownConversations = 20;

/**
 * Begins the session of a browser, or renews it. Nothing is stored for one of which nothing is known. Throws widget.unknown, channel.paused,
 * request.foreign-origin, visitor.refused (`handover`: the code counts no more), contact.blocked.
 */
export async function startSession(hub: SessionTools, request: Request, asked: Asked): Promise<Answer> {
  const widget = await hub.widgets.byKey(asked.widgetKey);
  if (!widget) throw new HubError('widget.unknown');
  refuseForeignSite(hub.config, widget, request);
  if (widget.isPaused) throw new HubError('channel.paused', { retryAfterSeconds: 60 });
  const { visitor, contact, said, newSecret } = await personOf(hub, widget, asked);
  if (contact?.blocked) throw new HubError('contact.blocked');

  const { workspaceId, channelId } = widget;
  const issuedAt = hub.now();
  const expiresAt = new Date(issuedAt.getTime() + tokenMs);
  const caller: VisitorCaller = { ...visitor, type: 'visitor', workspaceId, channelId, sessionId: randomUUID(), issuedAt, expiresAt };
  const conversations = contact ? await readConversations(hub, widget, caller) : [];
  return {
    token: await signVisitorToken(hub, caller),
    expiresAt: expiresAt.toISOString(),
    visitorId: visitor.visitorId,
    visitorSecret: newSecret,
    isVerified: visitor.isVerified,
    profile: { name: said.name ?? null, email: said.email ?? null, phone: said.phone ?? null },
    unread: conversations.reduce((sum, { unread }) => sum + unread, 0),
    conversations,
  };
}

async function personOf(hub: SessionTools, widget: KnownWidget, asked: Asked): Promise<Person> {
  if (asked.handover !== undefined) return asHanded(hub, widget, asked, asked.handover);
  const user = await verifyUser(widget, asked, hub.now());
  return user ? asUser(hub, widget, asked, user) : asBrowser(widget, asked);
}

/** The visitor who was handed over to this page. */
async function asHanded(hub: SessionTools, widget: KnownWidget, asked: Asked, code: string): Promise<Person> {
  const { visitor, visitorSecret } = await takeHandover(hub, widget, code);
  if (visitorSecret !== null) {
    const person = await asBrowser(widget, { ...asked, visitorSecret });
    return { ...person, newSecret: person.newSecret ?? visitorSecret };
  }
  const identity = await findIdentity(widget, visitor.identity);
  const contact =
    identity && (await Contact.findOne({ _id: identity.contactId, workspaceId: widget.workspaceId }).lean<ContactRecord | null>());
  return {
    visitor: { ...visitor, name: contact?.name ?? visitor.name, isVerified: true, claim: null },
    contact,
    said: identity && contact ? saidBefore(identity, contact) : {},
    newSecret: null,
  };
}

/** A browser by its secret; one that is nobody's, or that counts no more, gets a new one. */
async function asBrowser(widget: KnownWidget, { visitorSecret, profile, language }: Asked): Promise<Person> {
  const known = visitorSecret !== undefined && isVisitorSecret(visitorSecret) ? await findBrowser(widget, visitorSecret) : null;
  const secret = known?.isDead === false && visitorSecret !== undefined ? visitorSecret : newVisitorSecret();
  const visitorId = visitorIdOf(secret);
  const { name, email, phone } = profile ?? {};
  const claim = { ...(name && { name }), ...(email && { email }), ...(phone && { phone }) };
  return {
    visitor: {
      identity: visitorId,
      visitorId,
      isVerified: false,
      name: madeNameOf(visitorId, languageFor(widget, language)),
      claim: Object.keys(claim).length > 0 ? claim : null,
    },
    contact: known?.isDead === false ? known.contact : null,
    said: { ...(known?.isDead === false && known.claim), ...claim },
    newSecret: secret === visitorSecret ? null : secret,
  };
}

interface KnownBrowser {
  isDead: boolean;
  contact: ContactRecord | null;
  claim: IdentityRecord['claim'];
}

async function findBrowser(widget: KnownWidget, secret: string): Promise<KnownBrowser> {
  const identity = await findIdentity(widget, visitorIdOf(secret));
  if (!identity) return { isDead: false, contact: null, claim: undefined };
  const isDead = identity.claimedBy !== undefined || identity.secretEndedAt !== undefined;
  const contact = isDead
    ? null
    : await Contact.findOne({ _id: identity.contactId, workspaceId: widget.workspaceId }).lean<ContactRecord | null>();
  return { isDead, contact, claim: identity.claim };
}

/** A user whom the site signed for; what this browser had before becomes theirs. */
async function asUser(hub: SessionTools, widget: KnownWidget, { visitorSecret, language }: Asked, user: VerifiedUser): Promise<Person> {
  const identity = userIdentity(user.userId);
  const visitorId = userVisitorId(user.userId);
  const name = user.profile.name ?? madeNameOf(visitorId, languageFor(widget, language));
  const met = await meetUser(hub, widget, { userId: user.userId, identity, name, isNameMade: user.profile.name === undefined });
  if (met.contact.blocked) throw new HubError('contact.blocked');
  const contact = await keepOfUser(hub, widget, met, user.profile);
  if (visitorSecret !== undefined && isVisitorSecret(visitorSecret)) {
    const before = await findIdentity(widget, visitorIdOf(visitorSecret));
    if (before) await claimIdentity(hub, { from: before, by: met.identity, contact });
  }
  return {
    visitor: { identity, visitorId, isVerified: true, name: contact.name, claim: null },
    contact,
    said: { ...saidBefore(met.identity, contact), ...user.profile },
    newSecret: null,
  };
}

function findIdentity({ channelId, workspaceId }: KnownWidget, externalId: string): Promise<IdentityRecord | null> {
  return Identity.findOne({ _id: identityId(channelId, externalId), workspaceId })
    .lean<IdentityRecord | null>()
    .exec();
}

async function readConversations(hub: VisitorTools, widget: KnownWidget, visitor: VisitorCaller) {
  const own = await Conversation.find(visitorSees(visitor))
    .sort({ lastMessageAt: -1, _id: -1 })
    .limit(shownConversations)
    .lean<ConversationRecord[]>();
  return showConversations(hub, widget, own);
}

/** What this user's site or form said before: the name as long as the contact goes by it. */
function saidBefore({ claim, name }: IdentityRecord, contact: ContactRecord): VisitorProfile {
  return { ...(!contact.isNameMade && contact.name === name && { name }), ...claim };
}
