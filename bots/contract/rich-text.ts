/** A mark on a stretch of text; offsets and lengths in UTF-16 units, as JavaScript and Telegram count. */
export interface Mark {
  type: 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'quote' | 'link';
  offset: number;
  length: number;
  /** Only of a link: http, https, mailto or tel. */
  url?: string;
}

/** Text and its marks: the one canonical form, from which each channel renders its own. */
export interface RichText {
  text: string;
  marks: Mark[];
}
