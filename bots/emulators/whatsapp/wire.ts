/** A JSON object whose fields are not looked at here. */
export type WireObject = Record<string, unknown>;

/** The object under a name; empty where there is none. */
export function objectOf(value: unknown, name: string): WireObject {
  const found = isObject(value) ? value[name] : undefined;
  return isObject(found) ? found : {};
}

/** The text under a name; undefined where there is none. */
export function textOf(value: unknown, name: string): string | undefined {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** The number under a name; undefined where there is none. */
export function numberOf(value: unknown, name: string): number | undefined {
  const found = isObject(value) ? value[name] : undefined;
  return typeof found === 'number' ? found : undefined;
}

/** The list under a name; empty where there is none. */
export function listOf(value: unknown, name: string): unknown[] {
  const found = isObject(value) ? value[name] : undefined;
  return Array.isArray(found) ? found : [];
}

function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
