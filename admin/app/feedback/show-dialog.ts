/** Ends a dialog with its result; bubbles from anywhere inside it. */
export class DialogDone<Result> extends Event {
  static readonly type = 'hub-dialog-done';
  readonly result: Result | undefined;

  constructor(result?: Result) {
    super(DialogDone.type, { bubbles: true, composed: true });
    this.result = result;
  }
}

/**
 * Opens a dialog's element over the page, with its properties set, and resolves with what it was ended with: undefined when it was closed
 * without. The focus goes back to where it was. A dialog's element renders `<wa-dialog open>` and dispatches DialogDone.
 */
export async function showDialog<Result, Element extends HTMLElement>(
  element: Element,
  properties: Partial<Element> = {},
): Promise<Result | undefined> {
  const opener = document.activeElement;
  Object.assign(element, properties);
  document.body.append(element);
  try {
    return await new Promise<Result | undefined>((resolve) => {
      element.addEventListener(DialogDone.type, (event) => resolve((event as DialogDone<Result>).result)); // only DialogDone has this type
      element.addEventListener('wa-after-hide', (event) => {
        // A dropdown inside the dialog hides itself by the same event.
        if (event.target instanceof HTMLElement && event.target.localName === 'wa-dialog') resolve(undefined);
      });
    });
  } finally {
    element.remove();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  }
}
