import { addChannel, updateChannel } from '../../../api/customers/channels.ts';
import type { Client } from '../../../api/client.ts';

/** Long, for busy machines. */
export const patience = { timeout: 30_000, interval: 100 };

/** What strikes a message of ours on its way: too many calls, a broken server, the line cut before the provider took it, and after. */
export type SendFault = 'too-many' | 'broken' | 'cut-before' | 'cut-after';

/** What all providers are put through, by what goes wrong. */
export type FaultKey = 'disorder' | 'storm' | 'cut-before' | 'cut-after' | 'access' | 'media';

/** A file as it is uploaded to the hub. */
export interface OwnFile {
  bytes: Buffer;
  name: string;
  type: string;
}

/** The hub that a driver's accounts are connected to. */
export interface DrivenHub {
  /** Where it listens; another address after a restart. */
  url(): string;
  client(): Client;
}

/** An account that is connected, and a customer of it. */
export interface DrivenAccount {
  channelId: string;
  /** The customer writes; words are never the same twice. */
  write(text: string): void;
  /** The customer sends a file without words. */
  sendFile(): void;
  /** Our words that the customer has, oldest first. */
  seen(): string[];
  /** Deliveries that the hub has not acknowledged, where the provider pushes. */
  pending(): number;
  /** Lets a fault strike the next sends of this account; gives how many it struck so far. */
  strike(fault: SendFault, times: number): () => number;
  /** What comes in comes often, late, badly or in disorder, until the end that is given. */
  disturb(): () => void;
  /** Takes the media servers down, until the end that is given. */
  takeMediaDown(): () => void;
  /** Ends what the hub signs in with; gives the way for an admin to connect it again. */
  endAccess(): () => Promise<unknown>;
}

/** One provider in its emulator, as the table of faults needs it. */
export interface Driver {
  provider: string;
  /** Tells the hub where the emulator is. */
  environment: Record<string, string>;
  /** How a send ends whose line was cut: where neither a repeat is known nor the chat tells, it is not known. */
  afterCut: Record<'cut-before' | 'cut-after', 'sent' | 'unknown'>;
  /** True where its word for too many calls sounds like any other refusal: a person has to try again. */
  refusesForGood?: boolean;
  /** What it is not put through, each with the reason. */
  leavesOut?: Partial<Record<FaultKey, string>>;
  /** False where disorder may change the order in which messages are told. */
  keepsOrder: boolean;
  /** A file of a kind that it takes from us. */
  file: OwnFile;
  /** A new account with a customer of this name who has not written yet. */
  open(hub: DrivenHub, customer: string): Promise<DrivenAccount>;
  /** The hub has another address: whoever pushes must know it. */
  follow(hub: DrivenHub): Promise<void>;
  stop(): Promise<void>;
}

/** Where the hubs of these tests say they are; only emulators go there. */
export const publicUrl = 'https://hub.example.com';

export const pdf: OwnFile = { bytes: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n'), name: 'ours.pdf', type: 'application/pdf' };

/** Connects an account by the API. */
export async function connect({ client }: DrivenHub, provider: string, settings: Record<string, unknown>): Promise<string> {
  return (await client().call(addChannel, { body: { provider, settings } })).id;
}

/** Enters other settings, as an admin does. */
export function enter({ client }: DrivenHub, channelId: string, settings: Record<string, unknown>): Promise<unknown> {
  return client().call(updateChannel, { params: { channelId }, body: { settings } });
}
