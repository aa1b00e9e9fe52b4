import type { Clock } from '../../clock.ts';
import type { BusinessNumber, Message, Person, World } from './state.ts';

/** An empty world. */
export function createWorld(clock: Clock): World {
  return {
    clock,
    numbers: new Map(),
    people: new Set(),
    files: new Map(),
    messages: new Map(),
    typing: new Map(),
    listeners: new Set(),
    counters: { id: 0 },
  };
}

/** The next number for ids. */
export function nextId(world: World): number {
  world.counters.id += 1;
  return world.counters.id;
}

/** Tells whoever waits that something changed. */
export function emit(world: World): void {
  for (const listener of world.listeners) listener();
}

/** The emulated time in whole seconds, as a string: so it stands in every webhook. */
export function unixTime(world: World, at = world.clock.now()): string {
  return String(Math.floor(at / 1000));
}

/** A message's id as WhatsApp writes them. */
export function newMessageId(world: World): string {
  return `wamid.${Buffer.from(`emulated message ${String(nextId(world)).padStart(8, '0')}`).toString('base64')}`;
}

/** Who a phone number or a scoped id belongs to. */
export function findPerson(world: World, id: string): Person | undefined {
  return [...world.people].find(({ phone, userId }) => phone === id || userId === id);
}

/** The messages between a number and a person, oldest first. */
export function chatOf(world: World, number: BusinessNumber, person: Person): Message[] {
  return [...world.messages.values()].filter((message) => message.number === number && message.person === person);
}
