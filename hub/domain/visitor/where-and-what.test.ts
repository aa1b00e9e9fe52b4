import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { loadConfig } from '../../config.ts';
import { writeGeoIpFile } from './geoip.fixture.ts';
import { createLocator } from './locate.ts';
import { readDevice } from './read-device.ts';

const log = pino({ level: 'silent' });
const nowhere = { country: null, city: null };

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hubbub-geoip-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'places.mmdb');
}

test('a local GeoIP file tells where an address is; of others, and of what is no address, nothing is known', () => {
  const file = aFile();
  writeGeoIpFile(file, { code: 'DE', country: 'Germany', city: 'Berlin' });

  const locate = createLocator(loadConfig({ GEOIP_FILE: file }), log);

  expect(locate('127.0.0.1')).toEqual({ country: { code: 'DE', name: 'Germany' }, city: 'Berlin' });
  expect(['8.8.8.8', '::1', 'nonsense', ''].map(locate)).toEqual([nowhere, nowhere, nowhere, nowhere]);
});

test('without a file nobody is anywhere; one that is not there is a fault of the configuration, one that is none is only told', () => {
  const file = aFile();
  writeFileSync(file, 'no database');

  expect(createLocator(loadConfig({}), log)('127.0.0.1')).toEqual(nowhere);
  expect(createLocator(loadConfig({ GEOIP_FILE: file }), log)('127.0.0.1')).toEqual(nowhere);
  expect(() => loadConfig({ GEOIP_FILE: `${file}.none` })).toThrow(/GEOIP_FILE: names no file/);
});

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0';
test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36`, { kind: 'desktop', browser: 'Chrome 126', system: 'Windows 10' }],
  [`Mozilla/5.0 (Linux; Android 14; Pixel 8) ${chrome} Mobile Safari/537.36`, { kind: 'phone', browser: 'Chrome 126', system: /^Android/ }],
  [
    'Mozilla/5.0 (iPad; CPU OS 16_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.5 Mobile/15E148 Safari/604.1',
    { kind: 'tablet', browser: 'Safari 16', system: 'iOS 16.5' },
  ],
  ['', { kind: 'other', browser: '', system: '' }],
  ['curl/8.0', { kind: 'other' }],
])('the device behind "%s"', (userAgent, expected) => {
  const { system, ...rest } = readDevice(userAgent);

  expect(rest).toMatchObject({ kind: expected.kind, ...('browser' in expected && { browser: expected.browser }) });
  if ('system' in expected) expect(system).toMatch(expected.system);
});
