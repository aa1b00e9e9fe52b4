/** What a site may say of its visitor. */
export interface VisitorProfile {
  name?: string;
  email?: string;
  phone?: string;
  /** Values of the workspace's custom fields, by key. */
  fields?: Record<string, string | number | boolean | null>;
}

/** What the site says of who its visitor is. */
export interface IdentifyInput extends VisitorProfile {
  /** The site's own id of the person, with `userHash`. */
  userId?: string;
  userHash?: string;
  /** Instead of the two: a signed token. */
  userToken?: string;
}
