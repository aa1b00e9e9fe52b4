import type { Client } from '../../api/client.ts';
import { startInstagramPrivate } from './instagram-private.ts';
import { startInstagram } from './instagram.ts';
import type { Messenger } from './messenger.ts';
import { startVk } from './vk.ts';
import { startWhatsAppWeb } from './whatsapp-web.ts';
import { startWhatsApp } from './whatsapp.ts';

/** What connecting needs: the hub that runs, and who the customer is in every app. */
export interface MessengerStage {
  client: Client;
  hubUrl: string;
  customer: string;
}

/** An emulated provider that runs, and whose account is not connected to a hub yet. */
export interface StartedMessenger {
  /** What makes the hub find it. */
  environment: Record<string, string>;
  stop(): Promise<void>;
  connect(stage: MessengerStage): Promise<Messenger>;
}

/** Starts the messengers beside Telegram; each that runs adds how to stop it. */
export async function startMessengers(undo: (() => Promise<void>)[]): Promise<StartedMessenger[]> {
  const started: StartedMessenger[] = [];
  for (const start of [startWhatsApp, startInstagram, startVk, startWhatsAppWeb, startInstagramPrivate]) {
    const messenger = await start();
    undo.push(() => messenger.stop());
    started.push(messenger);
  }
  return started;
}
