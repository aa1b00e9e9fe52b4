import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The full path of a program on the PATH of `environment`, or null. */
export async function findOnPath(program: string, environment: NodeJS.ProcessEnv): Promise<string | null> {
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  for (const folder of (environment.PATH ?? environment.Path ?? '').split(delimiter).filter(Boolean)) {
    for (const name of names) {
      const path = join(folder, name);
      if (await isProgram(path)) return path;
    }
  }
  return null;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
