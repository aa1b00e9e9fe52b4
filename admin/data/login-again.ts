type Ask = () => Promise<boolean>;

let ask: Ask = () => Promise.resolve(false);
let asking: Promise<boolean> | null = null;

/** Says how a person is asked to log in again; the shell sets it once it is on screen. */
export function setLoginAgain(how: Ask): void {
  ask = how;
}

/** Asks once however many calls failed together; true when the person is signed in again. */
export function askToLogInAgain(): Promise<boolean> {
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
}
