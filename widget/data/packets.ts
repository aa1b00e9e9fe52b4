/** What the hub says, of Socket.IO's protocol 5 as far as it is used here: one namespace, JSON only. */
export type Packet =
  | { type: 'connect' }
  | { type: 'disconnect' }
  | { type: 'event'; event: string; data: unknown }
  | { type: 'ack'; id: number; data: unknown }
  | { type: 'refused'; code: string };

type Sent = { type: 'connect'; data: unknown } | { type: 'event'; event: string; data: unknown; id: number };

/** Writes a packet: its kind's digit, the namespace, the number of the answer that is waited for, its data. */
export function writePacket(namespace: string, packet: Sent): string {
  if (packet.type === 'connect') return `0${namespace},${JSON.stringify(packet.data)}`;
  return `2${namespace},${packet.id}${JSON.stringify([packet.event, packet.data])}`;
}

/** Reads a packet; null: of another namespace, or of a kind that is not used. */
export function readPacket(namespace: string, text: string): Packet | null {
  const [, kind, to, id, json] = /^(\d)([^,[{]*),?(\d*)([^]*)$/.exec(text) ?? [];
  if (to !== namespace) return null;
  const data: unknown = json ? JSON.parse(json) : null;
  if (kind === '0') return { type: 'connect' };
  if (kind === '1') return { type: 'disconnect' };
  if (kind === '2' && Array.isArray(data)) return { type: 'event', event: String(data[0]), data: data[1] };
  if (kind === '3' && Array.isArray(data)) return { type: 'ack', id: Number(id), data: data[0] };
  if (kind === '4') return { type: 'refused', code: (data as { data?: { code?: string } } | null)?.data?.code ?? '' };
  return null;
}
