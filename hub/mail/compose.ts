import type { MailWords } from './texts.ts';

/** A mail's content in both forms. */
export interface Content {
  subject: string;
  text: string;
  html: string;
}

/** Writes a mail from its words: plain text with the address on a line of its own, and the same as simple HTML with a button. */
export function composeMail({ subject, lines, action }: MailWords, link: string | null): Content {
  const button = action !== null && link !== null ? { action, link } : null;
  return {
    subject,
    text: `${[...lines, ...(button ? [`${button.action}:\n${button.link}`] : [])].join('\n\n')}\n`,
    html: toHtml(lines, button),
  };
}

function toHtml(lines: readonly string[], button: { action: string; link: string } | null): string {
  const paragraphs = lines.map((line) => `<p style="margin:0 0 16px">${escapeHtml(line)}</p>`);
  const style = 'display:inline-block;padding:12px 20px;border-radius:8px;background:#2554d8;color:#ffffff;text-decoration:none';
  const action = button
    ? `<p style="margin:24px 0"><a href="${escapeHtml(button.link)}" style="${style}">${escapeHtml(button.action)}</a></p>` +
      `<p style="margin:0;font-size:13px;color:#5b6170;word-break:break-all">${escapeHtml(button.link)}</p>`
    : '';
  return (
    '<!doctype html><html><body style="margin:0;padding:32px 16px;background:#f4f5f7;font:16px/1.5 system-ui,sans-serif;color:#1c2230">' +
    `<div style="max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border-radius:12px">${paragraphs.join('')}${action}</div>` +
    '</body></html>'
  );
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
