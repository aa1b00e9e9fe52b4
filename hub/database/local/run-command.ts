import { spawn } from 'node:child_process';

/** How a command is run: `environment` is the whole environment of the child. */
export interface CommandOptions {
  environment: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/** Runs a program to its end and gives its output; anything but exit code 0 is an error with the end of what it said. */
export function runCommand(command: string, args: readonly string[], { environment, signal }: CommandOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: environment, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      said = (said + text).slice(-2000);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-2000)));
    child.once('error', reject);
    child.once('close', (code, killedBy) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args[0] ?? ''} failed (${killedBy ?? `exit code ${code}`}): ${said.trim()}`));
    });
  });
}
