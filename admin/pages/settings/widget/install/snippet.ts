/** What a site's owner chooses for the snippet. */
export interface SnippetChoice {
  scriptUrl: string;
  widgetKey: string;
  /** Nothing is shown, kept or sent before the site says that the visitor agreed. */
  needsConsent: boolean;
}

/** The tag for a page's head, with a queue, so that `hub(...)` may be called before the script is there. */
export function snippetOf({ scriptUrl, widgetKey, needsConsent }: SnippetChoice): string {
  const consent = needsConsent ? ' data-consent="required"' : '';
  return `<script>
  window.hub = window.hub || function () { (hub.q = hub.q || []).push(arguments) };
</script>
<script async src="${scriptUrl}" data-key="${widgetKey}"${consent}></script>`;
}

/** The tag alone, for pages whose policy allows no inline script. */
export function strictSnippetOf({ scriptUrl, widgetKey, needsConsent }: SnippetChoice): string {
  return `<script async src="${scriptUrl}" data-key="${widgetKey}"${needsConsent ? ' data-consent="required"' : ''}></script>`;
}

/** What a Content-Security-Policy must allow: the script and the frame, both of the hub only. */
export function policyOf(scriptUrl: string): string {
  const { origin } = new URL(scriptUrl);
  return `script-src ${origin}; frame-src ${origin}`;
}

/** Says who the visitor is; the hash is made by the site's server. */
export const identifyExample = `hub('identify', {
  userId: '42',
  userHash: '…made by your server, see Identity…',
  name: 'Anna Petrova',
  email: 'anna@example.com',
});`;

/** Begins once the visitor agreed. */
export const consentExample = `hub('consent', true);`;
