import { join } from 'node:path';

/** The version of FerretDB, built from the Go module proxy; it speaks MongoDB's protocol in front of PostgreSQL. */
export const ferretdbVersion = 'v2.7.0';

/** Where the parts of an installed FerretDB + PostgreSQL + DocumentDB lie. */
export interface FerretdbLayout {
  /** The unpacked Debian packages. */
  root: string;
  /** PostgreSQL's programs. */
  postgresBin: string;
  /** PostgreSQL's loadable modules. */
  modules: string;
  extensions: string;
  ferretdb: string;
}

/** The layout of an installation in `folder`. */
export function layOut(folder: string): FerretdbLayout {
  const root = join(folder, 'root');
  return {
    root,
    postgresBin: join(root, 'usr/lib/postgresql/18/bin'),
    modules: join(root, 'usr/lib/postgresql/18/lib'),
    extensions: join(root, 'usr/share/postgresql/18/extension'),
    ferretdb: join(folder, 'bin/ferretdb'),
  };
}
