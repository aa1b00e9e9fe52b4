import { commandsOnScreen } from './commands.ts';

/** Opens the palette over whatever is on screen; its code comes with the first time. */
export async function showPalette(): Promise<void> {
  // What can be done is what could be done before the palette lay over it.
  const commands = commandsOnScreen().filter(({ isHidden }) => !isHidden);
  const { HubPalette } = await import('./palette.ts');
  let palette = document.querySelector('hub-palette');
  if (!palette) {
    palette = new HubPalette();
    document.body.append(palette);
    await palette.updateComplete;
  }
  palette.show(commands);
}
