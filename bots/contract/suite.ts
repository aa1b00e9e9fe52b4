import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyChannel, Connection } from './channel.ts';
import { ChannelError, UnreadablePayload } from './error.ts';
import { inboundEvent } from './inbound.ts';
import type { InboundEvent, ParsedElement } from './inbound.ts';

/** One channel, connected to its emulated provider, with payloads written from the provider's documentation. */
export interface ContractSubject {
  channel: AnyChannel;
  connection: Connection;
  /** Secrets of the settings: none may show in an error. */
  secrets: string[];
  payloads: {
    /** A customer's text. */
    text: unknown;
    /** What the provider tells of messages that the account itself sent through its API; empty where it tells nothing. */
    own: unknown[];
    /** A message of a kind that no adapter knows, and the provider's name of it. */
    unknownKind: unknown;
    unknownKindName: string;
    /** Two texts with an element between them that can't be read, as one payload. */
    poisoned: unknown;
  };
  /** Calls that the provider refuses or does not answer; by what happens. */
  failures: Record<string, () => Promise<unknown>>;
  /** A reference of a file that the provider would hand out, slowly or not. */
  fileRef: string;
  stop(): Promise<void>;
}

/** What every channel keeps, whatever its provider: run by each channel's own test. */
export function channelContract(name: string, make: () => Promise<ContractSubject>): void {
  describe(`the contract of channels: ${name}`, () => {
    let subject: ContractSubject;
    beforeEach(async () => {
      subject = await make();
    });
    afterEach(() => subject.stop());

    it('reads a text into a message whose ids are strings', () => {
      const events = eventsOf(subject, subject.payloads.text);
      expect(events.map((event) => event.type)).toEqual(['message']);
      for (const id of events.flatMap(idsOf)) expect(id).toBeTypeOf('string');
    });

    it('gives a repeated payload the same ids', () => {
      expect(eventsOf(subject, subject.payloads.text).map(idsOf)).toEqual(eventsOf(subject, subject.payloads.text).map(idsOf));
    });

    it("never takes the account's own messages for a customer's", () => {
      const own = subject.payloads.own.flatMap((payload) => eventsOf(subject, payload));
      expect(own.filter((event) => event.type === 'message' && event.echo !== true)).toEqual([]);
    });

    it('shows a kind it does not know as a placeholder', () => {
      expect(eventsOf(subject, subject.payloads.unknownKind)).toMatchObject([
        { type: 'message', content: { unsupported: true, unsupportedType: subject.payloads.unknownKindName } },
      ]);
    });

    it('reads the rest of a batch with a poison element in it', () => {
      const elements = subject.connection.parse(subject.payloads.poisoned);
      expect(elements.map((element) => ('event' in element ? element.event.type : 'unreadable'))).toEqual([
        'message',
        'unreadable',
        'message',
      ]);
    });

    it.each([null, 7, 'text', {}, []])('finds nothing in %j, and throws nothing but UnreadablePayload', (payload) => {
      expect(readOrRefuse(subject.connection, payload).filter((element) => 'event' in element)).toEqual([]);
    });

    it('trusts no request without a signature', () => {
      const request = { method: 'POST' as const, headers: {}, query: {}, body: Buffer.from(JSON.stringify(subject.payloads.text)) };
      expect(subject.connection.isAuthentic(request)).toBe(false);
    });

    it('fails with ChannelError only, without a secret anywhere in it', async () => {
      for (const [what, fail] of Object.entries(subject.failures)) {
        const error = await fail().then(
          () => expect.fail(`${what} did not fail`),
          (thrown: unknown) => thrown,
        );
        expect(error, what).toBeInstanceOf(ChannelError);
        for (const secret of subject.secrets) expect(everyWord(error), what).not.toContain(secret);
      }
    });

    it('has a method for each ability it claims, and none for those it does not', () => {
      const { abilities } = subject.channel;
      expect({
        edit: subject.connection.edit !== undefined,
        delete: subject.connection.delete !== undefined,
        react: subject.connection.react !== undefined,
        typing: subject.connection.setTyping !== undefined,
      }).toEqual({ edit: abilities.edit, delete: abilities.deleteHours !== null, react: abilities.react, typing: abilities.typing });
    });

    it('names settings as secret that it has', () => {
      expect(subject.channel.secretSettings).toEqual([...new Set(subject.channel.secretSettings)]);
      expect(subject.secrets.every((secret) => secret.length > 0)).toBe(true);
    });

    it('gives up a file at once when asked to', async () => {
      await expect(subject.connection.fetchFile(subject.fileRef, AbortSignal.abort())).rejects.toBeInstanceOf(ChannelError);
    });

    it('stops listening when asked to', async () => {
      const stopping = new AbortController();
      const listening = subject.connection.listen?.(async () => {}, stopping.signal);
      stopping.abort();
      await expect(listening ?? Promise.resolve()).resolves.toBeUndefined();
    });
  });
}

function eventsOf({ connection }: ContractSubject, payload: unknown): InboundEvent[] {
  return connection.parse(payload).flatMap((element) => ('event' in element ? [inboundEvent.parse(element.event)] : []));
}

function idsOf(event: InboundEvent): unknown[] {
  return event.type === 'message' ? [event.chatId, event.externalId, event.sender.externalId] : [];
}

/** All strings within a value, hidden ones (a message, a stack, a cause) too. */
function everyWord(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || seen.has(value)) return '';
  seen.add(value);
  return Object.values(Object.getOwnPropertyDescriptors(value))
    .map((property) => everyWord(property.value, seen))
    .join('\n');
}

function readOrRefuse(connection: Connection, payload: unknown): ParsedElement[] {
  try {
    return connection.parse(payload);
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadablePayload);
    return [];
  }
}
