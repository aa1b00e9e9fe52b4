import { z } from 'zod';
import { PlaygroundElement } from './app/app.ts';
import { FaultsElement } from './app/faults.ts';
import { startGame } from './app/game.ts';
import { AppsPhoneElement } from './messengers/apps-phone.ts';
import { PhoneElement } from './phone/phone.ts';

// The page's policy forbids code made from text, which zod would otherwise try for speed.
z.config({ jitless: true });

customElements.define('hub-phone', PhoneElement);
customElements.define('hub-apps-phone', AppsPhoneElement);
customElements.define('hub-faults', FaultsElement);
customElements.define('hub-playground', PlaygroundElement);

const page = new PlaygroundElement();
page.game = await startGame();
document.body.append(page);
