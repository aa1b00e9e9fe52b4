import Bowser from 'bowser';
import type { Device } from '../../core/visiting/visitor.ts';

const kinds: Record<string, Device['kind']> = { desktop: 'desktop', mobile: 'phone', tablet: 'tablet' };
const knownLimit = 2000;
/** Many visitors share few user agents, and reading one takes a while. */
const known = new Map<string, Device>();

/** Reads a User-Agent header: kind of device, browser and system with their main versions; empty words for what it doesn't tell. */
export function readDevice(userAgent: string): Device {
  const before = known.get(userAgent);
  if (before) return before;
  if (known.size >= knownLimit) known.clear();
  const device = read(userAgent);
  known.set(userAgent, device);
  return device;
}

function read(userAgent: string): Device {
  if (userAgent === '') return { kind: 'other', browser: '', system: '' };
  const { browser, os, platform } = Bowser.parse(userAgent);
  return {
    kind: kinds[platform.type ?? ''] ?? 'other',
    browser: [browser.name, browser.version?.split('.')[0]].filter(Boolean).join(' '),
    system: [os.name, os.versionName ?? mainVersion(os.version)].filter(Boolean).join(' '),
  };
}

function mainVersion(version: string | undefined): string | undefined {
  return version?.split('.').slice(0, 2).join('.');
}
