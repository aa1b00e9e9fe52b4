import { expect, test } from 'vitest';
import { Decoder, Encoder, PacketType, type Packet as Known } from 'socket.io-parser';
import { readPacket, writePacket } from './packets.ts';

const nsp = '/widget';
/** As the hub's own library writes it. */
const written = (packet: Partial<Known>) => String(new Encoder().encode({ nsp, ...packet } as Known)[0]);

test('reads what the Socket.IO library of the hub writes', () => {
  expect(readPacket(nsp, written({ type: PacketType.CONNECT, data: { sid: 'x' } }))).toEqual({ type: 'connect' });
  expect(readPacket(nsp, written({ type: PacketType.DISCONNECT }))).toEqual({ type: 'disconnect' });
  expect(readPacket(nsp, written({ type: PacketType.EVENT, data: ['message', { text: 'a,[1]{' }] }))).toEqual({
    type: 'event',
    event: 'message',
    data: { text: 'a,[1]{' },
  });
  expect(readPacket(nsp, written({ type: PacketType.ACK, id: 12, data: [{ ok: true }] }))).toEqual({
    type: 'ack',
    id: 12,
    data: { ok: true },
  });
  expect(readPacket(nsp, written({ type: PacketType.CONNECT_ERROR, data: { message: 'no', data: { code: 'session.expired' } } }))).toEqual({
    type: 'refused',
    code: 'session.expired',
  });
  expect(readPacket(nsp, written({ nsp: '/other', type: PacketType.EVENT, data: ['x', 1] }))).toBeNull();
});

test('writes what that library reads', () => {
  const read: Known[] = [];
  const decoder = new Decoder();
  decoder.on('decoded', (packet: Known) => read.push(packet));

  decoder.add(writePacket(nsp, { type: 'connect', data: { token: 't' } }));
  decoder.add(writePacket(nsp, { type: 'event', event: 'seen', data: { seq: 3 }, id: 7 }));

  expect(read).toMatchObject([
    { type: PacketType.CONNECT, nsp, data: { token: 't' } },
    { type: PacketType.EVENT, nsp, id: 7, data: ['seen', { seq: 3 }] },
  ]);
});
