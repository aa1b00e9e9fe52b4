import { Command } from 'commander';
import { addAgentCommands } from './commands/agent.ts';
import { addChannelCommands } from './commands/channel/channel.ts';
import { addConsoleCommands } from './commands/console.ts';
import { addEraseCommand } from './commands/erase-contact.ts';
import { addExportCommand } from './commands/export.ts';
import { addProbeCommand } from './commands/probe.ts';
import { addReceiptCommands } from './commands/receipts.ts';
import { addResetCommand } from './commands/reset-password.ts';
import { addRotateCommand } from './commands/rotate-secrets.ts';
import { addSetupCommand } from './commands/setup.ts';
import { addTokenCommands } from './commands/token.ts';

/** The command line with all its commands; it throws where commander would end the process. */
export function createProgram(): Command {
  const program = new Command('hub')
    .usage('<command> [options]')
    .description('Hubbub from the command line, with or beside a running hub.')
    .option('--json', 'print one line of JSON instead of text')
    .option('--verbose', 'tell what is going on, on standard error')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();
  addSetupCommand(program);
  addChannelCommands(program);
  addConsoleCommands(program);
  addAgentCommands(program);
  addTokenCommands(program);
  addExportCommand(program);
  addEraseCommand(program);
  addReceiptCommands(program);
  addProbeCommand(program);
  addRotateCommand(program);
  addResetCommand(program);
  return program.addHelpText('after', '\nExit codes: 0 done, 1 it failed, 2 the command was not written right.');
}
