import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** Draws the same pages at half the cost, but knows no notifications. */
const windowless = 'chromium-headless-shell';
/** On macOS Chrome is an application, never a command. */
const applications = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** What the search looks at: the admin's choice, and the folders of commands. */
interface Places {
  CHROME_PATH?: string | undefined;
  PATH?: string | undefined;
}

/**
 * The path of a Chromium or Chrome: `CHROME_PATH` if it is set (null where that can't be run), a command on the PATH, an application, the
 * windowless Chromium last; null where there is none. An earlier name goes before an earlier folder.
 */
export function findBrowser({ CHROME_PATH, PATH = '' }: Places): string | null {
  if (CHROME_PATH) return isExecutable(CHROME_PATH) ? CHROME_PATH : null;
  const folders = PATH.split(delimiter).filter(Boolean);
  const onPath = (name: string) => folders.map((folder) => join(folder, name));
  return [...commands.flatMap(onPath), ...applications, ...onPath(windowless)].find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // the question is only whether it can be run
  }
}
