import { addMessage, changeMessage, contacts, takeChat } from './chats.ts';
import { openLine } from './connection.ts';
import { requireModule } from './modules/all.ts';
import { reactionTable } from './modules/reacting.ts';
import { conn, cmd, page, socket } from './state.ts';
import { readToken, writeToken } from './token.ts';
import { createWid } from './wid.ts';
import type { ToPage } from '../wire.ts';

type Told = Exclude<ToPage, { type: 'answer' }>;

async function start(): Promise<void> {
  page.line = await openLine(hear, () => {
    page.line = null;
    socket.set('TIMEOUT');
  });
  await page.line.call('hello', { token: await readToken() });
}

function hear(told: Told): void {
  switch (told.type) {
    case 'unpaired':
      conn.ref = told.ref;
      socket.set('UNPAIRED');
      conn.emit('change:ref', conn, told.ref);
      return;
    case 'paired':
      void pair(told.token);
      return;
    case 'connected':
      page.me = told.me;
      for (const contact of told.contacts) contacts.set(contact.lid, contact);
      for (const chat of told.chats) takeChat(chat);
      socket.set('CONNECTED');
      if (told.isSynced) socket.sync();
      return;
    case 'contact':
      contacts.set(told.contact.lid, told.contact);
      return;
    case 'add':
      addMessage(told.message, told.chatName, told.isNew);
      return;
    case 'change':
      changeMessage(told.id, told.fields);
      return;
    case 'reaction':
      reactionTable.bulkUpsert([
        {
          id: told.id,
          reactionParentKey: told.parent,
          reactionTimestamp: told.atMs,
          author: createWid(told.author),
          reactionText: told.text,
        },
      ]);
      return;
    case 'state':
      socket.set(told.state);
      return;
    case 'logout':
      void leave();
      return;
    case 'reload':
      location.reload();
  }
}

async function pair(token: string): Promise<void> {
  await writeToken(token);
  socket.set('PAIRING');
  await page.line?.call('hello', { token });
}

async function leave(): Promise<void> {
  await writeToken(null);
  cmd.emit('logout');
  location.replace('/?post_logout=1');
}

Object.assign(window, { Debug: { VERSION: '2.3000.0' }, require: requireModule });
void start();
