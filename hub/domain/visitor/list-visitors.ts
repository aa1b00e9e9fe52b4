import { authorize, type Actor } from '../../core/actor.ts';
import { HubError } from '../../core/error.ts';
import type { Hub } from '../../core/parts/hub.ts';
import type { Visitor } from '../../core/visiting/visitor.ts';
import { InvalidCursor } from '../../database/keyset.ts';
import { PageVisit, type PageVisitRecord } from './model.ts';

interface Wanted {
  cursor?: string | undefined;
  limit: number;
  known?: 'true' | 'false' | undefined;
  q?: string | undefined;
}

/** Who is there, the latest to come first; no database call. `total` counts all that fit. */
export function listVisitors(
  hub: Pick<Hub, 'visitors'>,
  actor: Actor,
  { cursor, limit, known, q }: Wanted,
): { items: Readonly<Visitor>[]; nextCursor: string | null; total: number } {
  authorize(actor, 'visitor.view');
  const words = wordsOf(q ?? '');
  const all = latestFirst(hub, actor).filter((visitor) => {
    const isKnown = visitor.contact !== null && !visitor.contact.isAnonymous;
    return (known === undefined || isKnown === (known === 'true')) && matches(visitor, words);
  });
  const after = cursor === undefined ? null : readCursor(cursor);
  const left = after ? all.filter((visitor) => isAfter(visitor, after)) : all;
  const items = left.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: last && left.length > items.length ? `${last.cameAt.getTime()}-${last.id}` : null, total: all.length };
}

/** Everybody of the workspace; who came at the same moment stands by id, so that the order is always the same. */
export function latestFirst(hub: Pick<Hub, 'visitors'>, { workspaceId }: Pick<Actor, 'workspaceId'>): Readonly<Visitor>[] {
  return [...hub.visitors.of(workspaceId)].sort((a, b) => b.cameAt.getTime() - a.cameAt.getTime() || (a.id < b.id ? 1 : -1));
}

/** A visitor who is there. Throws visitor.gone. */
export function getVisitor(hub: Pick<Hub, 'visitors'>, actor: Actor, visitorId: string): Readonly<Visitor> {
  authorize(actor, 'visitor.view');
  const visitor = hub.visitors.find(actor.workspaceId, visitorId);
  if (!visitor) throw new HubError('visitor.gone', { visitorId });
  return visitor;
}

const mostPages = 100;

/** Pages and events of the visit, the latest first, as far as they are written. */
export function readVisit(
  actor: Actor,
  visitorKey: PageVisitRecord['visitorKey'],
  { visitId }: Readonly<Visitor>,
): Promise<PageVisitRecord[]> {
  return PageVisit.find({ workspaceId: actor.workspaceId, visitorKey, visitId })
    .sort({ at: -1, _id: -1 })
    .limit(mostPages)
    .lean<PageVisitRecord[]>();
}

function isAfter(visitor: Readonly<Visitor>, { at, id }: { at: number; id: string }): boolean {
  const came = visitor.cameAt.getTime();
  return came < at || (came === at && visitor.id < id);
}

function readCursor(cursor: string): { at: number; id: string } {
  const [, at, id] = /^(\d{1,16})-([\w-]{8,64})$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) throw new InvalidCursor();
  return { at: Number(at), id };
}

function matches({ contact, claimedName, page }: Readonly<Visitor>, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const there = wordsOf(`${contact?.name ?? ''} ${claimedName ?? ''} ${page.title} ${page.url}`);
  return words.every((word) => there.some((each) => each.startsWith(word)));
}

function wordsOf(text: string): string[] {
  return (text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/[\p{L}\p{N}]+/gu) ?? []) as string[];
}
