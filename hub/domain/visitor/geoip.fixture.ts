import { writeFileSync } from 'node:fs';

/** Writes a GeoIP database in MaxMind's format (version 2) that knows one place for 127.0.0.0/8 and nothing else. */
export function writeGeoIpFile(path: string, place: { code: string; country: string; city: string }): void {
  const record = { country: { iso_code: place.code, names: { en: place.country } }, city: { names: { en: place.city } } };
  // The bits of 0111 1111, from the top: a node each, the other branch of which leads nowhere.
  const bits = [0, 1, 1, 1, 1, 1, 1, 1];
  const nodes = bits.length;
  const tree = Buffer.alloc(nodes * 6);
  bits.forEach((bit, index) => {
    const onward = index === nodes - 1 ? nodes + 16 : index + 1;
    tree.writeUIntBE(bit === 0 ? onward : nodes, index * 6, 3);
    tree.writeUIntBE(bit === 1 ? onward : nodes, index * 6 + 3, 3);
  });
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    database_type: 'Test-City',
    description: { en: 'for tests' },
    ip_version: 4,
    languages: 'en',
    node_count: nodes,
    record_size: 24,
  };
  const marker = Buffer.from('abcdef4d61784d696e642e636f6d', 'hex');
  writeFileSync(path, Buffer.concat([tree, Buffer.alloc(16), encode(record), marker, encode(metadata)]));
}

type Value = string | number | { [key: string]: Value };

function encode(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([Buffer.from([(2 << 5) | value.length]), Buffer.from(value)]);
  if (typeof value === 'number') return Buffer.from([(6 << 5) | 2, value >> 8, value & 255]);
  const entries = Object.entries(value);
  return Buffer.concat([Buffer.from([(7 << 5) | entries.length]), ...entries.flatMap(([key, inner]) => [encode(key), encode(inner)])]);
}
