/** What a site may say of its visitor. */
export interface VisitorProfile {
  name?: string;
  email?: string;
  phone?: string;
  /** Values of the workspace's custom fields, by key. */
  fields?: Record<string, string | number | boolean | null>;
}
