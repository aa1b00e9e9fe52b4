import { lookup as lookUp } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** An address of a machine, as sockets take it. */
export interface Address {
  address: string;
  family: 4 | 6;
}

/** Thrown where a name leads into a private network, or nowhere that is known to be public. */
export class UnsafeAddress extends Error {
  override name = 'UnsafeAddress';
}

/** IANA's special-purpose IPv4 blocks (RFC 6890 and its registry), multicast and what is reserved. */
const special4 = listOf('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]);

/** All of IPv6 that is handed out for the internet. Mapped IPv4, NAT64, unique local and link-local addresses are outside it. */
const global6 = listOf('ipv6', [['2000::', 3]]);

/** Within it: protocol assignments with Teredo, documentation, and 6to4, which carries any IPv4 address. */
const special6 = listOf('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]);

/** Is it an address of the public internet? Anything that is no IP address is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special4.check(address, 'ipv4');
  return family === 6 && !address.includes('%') && global6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}

/** Names that no public machine has. */
export function isPrivateName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return !name.includes('.') || /\.(localhost|local|internal|home\.arpa|lan|intranet|corp|home)$/.test(name);
}

/** The host of a URL as a bare name or address: without the brackets of IPv6. */
export function bareHost(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** What stands for the name service: Node's by default. */
export type Resolve = (hostname: string) => Promise<readonly { address: string; family: number }[]>;

/**
 * Looks a host up once and answers with what it found, all of it public: connect to that and to nothing else (`pinTo`), since a second
 * look-up may be told something else. Throws UnsafeAddress where one is not, and what the resolver throws. `allowPrivate` lets all pass.
 */
export async function resolvePublicHost(
  hostname: string,
  { allowPrivate = false, resolve = (name) => lookUp(name, { all: true }) }: { allowPrivate?: boolean; resolve?: Resolve } = {},
): Promise<readonly [Address, ...Address[]]> {
  const host = bareHost(hostname);
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host);
  const addresses = found.map(({ address, family }): Address => ({ address, family: family === 6 ? 6 : 4 }));
  const [first, ...others] = addresses;
  if (!first) throw new UnsafeAddress(`${host} has no address`);
  if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address)))
    throw new UnsafeAddress(`${host} is not on the public internet`);
  return [first, ...others];
}

/** A look-up for `http.request` that answers with these addresses, whatever is asked. */
export function pinTo([first, ...others]: readonly [Address, ...Address[]]): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) callback(null, [first, ...others]);
    else callback(null, first.address, first.family);
  };
}

function listOf(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, family);
  return list;
}
