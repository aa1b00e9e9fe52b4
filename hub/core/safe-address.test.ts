import { createServer } from 'node:http';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isPrivateName, isPublicAddress, pinTo, resolvePublicHost, UnsafeAddress } from './safe-address.ts';

describe('an address', () => {
  test.each([
    '127.0.0.1',
    '127.255.0.3',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.0.8',
    '198.19.255.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::1',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2606:4700::1%1',
    'example.com',
    '127.1',
    '',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '198.20.0.1', '223.255.255.254', '2606:4700::1', '2001:4860:4860::8888'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

test.each([
  ['localhost', true],
  ['LOCALHOST.', true],
  ['a.localhost', true],
  ['metadata.google.internal', true],
  ['printer.local', true],
  ['intranet', true],
  ['updates.push.services.mozilla.com', false],
])('the name %s is private: %s', (name, isPrivate) => {
  expect(isPrivateName(name)).toBe(isPrivate);
});

describe('a host', () => {
  const answering = (...addresses: string[]) => ({
    resolve: () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
  });

  test('that leads to public addresses is resolved to them', async () => {
    expect(await resolvePublicHost('push.example.com', answering('8.8.8.8', '2606:4700::1'))).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ]);
    expect(await resolvePublicHost('[2606:4700::1]')).toEqual([{ address: '2606:4700::1', family: 6 }]);
  });

  test('with one private address among others is refused, and one without any', async () => {
    await expect(resolvePublicHost('evil.example.com', answering('8.8.8.8', '10.0.0.1'))).rejects.toBeInstanceOf(UnsafeAddress);
    await expect(resolvePublicHost('evil.example.com', answering('::1'))).rejects.toBeInstanceOf(UnsafeAddress);
    await expect(resolvePublicHost('empty.example.com', answering())).rejects.toBeInstanceOf(UnsafeAddress);
    await expect(resolvePublicHost('[::1]')).rejects.toBeInstanceOf(UnsafeAddress);
  });

  test('is let pass where private addresses are allowed', async () => {
    expect(await resolvePublicHost('127.0.0.1', { allowPrivate: true })).toEqual([{ address: '127.0.0.1', family: 4 }]);
  });

  test.each(['http://0x7f.1', 'http://2130706433', 'http://0177.0.0.1', 'http://127.1', 'http://[::ffff:7f00:1]', 'http://①②⑦.⓪.⓪.①'])(
    'spelled as in %s is refused once the URL is read',
    async (url) => {
      await expect(resolvePublicHost(new URL(url).hostname)).rejects.toBeInstanceOf(UnsafeAddress);
    },
  );
});

test('a pinned request reaches the checked address, whatever the name would lead to', async () => {
  const server = createServer((request, response) => response.end(request.headers.host));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // It listens on a port, not a pipe.

  const host = await new Promise<string>((resolve, reject) => {
    get({ hostname: 'nowhere.invalid', port, lookup: pinTo([{ address: '127.0.0.1', family: 4 }]) }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    }).on('error', reject);
  });

  expect(host).toBe(`nowhere.invalid:${port}`);
});
