type Ids = Record<string, string>;

/** What the generated tests need to know of a route that its endpoint can't tell. */
export interface RouteSample {
  /** A body it takes, with ids of the caller's own workspace. */
  body?: (ids: Ids) => Record<string, unknown>;
  /** A field that takes any object, as the adapter's own schema reads it and drops what it does not know. */
  freeForm?: string;
  /** Why the sample alone can't succeed; such a route has its success tested by hand. */
  needsMore?: string;
}
