import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { Reader, type CityResponse } from 'maxmind';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { Place } from '../../core/visiting/visitor.ts';

const nowhere: Place = { country: null, city: null };

/** Makes what tells where an address is, by the file of GEOIP_FILE, read on first use. Without one, or of an address it doesn't know: nowhere. */
export function createLocator({ GEOIP_FILE }: Pick<Config, 'GEOIP_FILE'>, log: Logger): (address: string) => Place {
  if (GEOIP_FILE === undefined) return () => nowhere;
  let reader: Pick<Reader<CityResponse>, 'get'> | undefined;
  return (address) => {
    reader ??= open(GEOIP_FILE, log);
    return placeOf(reader, address);
  };
}

function placeOf(reader: Pick<Reader<CityResponse>, 'get'>, address: string): Place {
  const found = isIP(address) !== 0 ? reader.get(address) : null;
  const code = found?.country?.iso_code;
  return { country: code ? { code, name: found.country?.names.en ?? code } : null, city: found?.city?.names.en ?? null };
}

/** A file that can't be read leaves everybody nowhere, and is told once. */
function open(file: string, log: Logger): Pick<Reader<CityResponse>, 'get'> {
  try {
    return new Reader<CityResponse>(readFileSync(file));
  } catch (error) {
    log.error({ err: error, file }, 'GEOIP_FILE could not be read: the country of visitors stays unknown');
    return { get: () => null };
  }
}
