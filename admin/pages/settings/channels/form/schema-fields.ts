import { z } from 'zod';

/** One setting as a form shows it. */
export interface SettingField {
  name: string;
  kind: 'text' | 'secret' | 'choice' | 'switch' | 'number' | 'list' | 'json';
  /** The schema's own words; the product's are looked for first. */
  title: string | undefined;
  hint: string | undefined;
  isRequired: boolean;
  /** Of a choice: what is sent for each, by what stands in the form. */
  options: readonly { value: string; given: unknown; title: string | undefined }[];
  /** What the form begins with, as text. */
  initial: string;
}

const constant = z.looseObject({ const: z.union([z.string(), z.number(), z.boolean()]), title: z.string().optional() });

const property = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.looseObject({ type: z.string().optional() }).optional(),
});
type Property = z.infer<typeof property>;

const objectSchema = z.looseObject({
  properties: z.record(z.string(), property).default({}),
  required: z.array(z.string()).default([]),
});

/** The fields of a form for settings that a JSON Schema describes: those needed first. What a field can't be made for is written as JSON. */
export function parseSettingFields(schema: unknown, secrets: readonly string[]): SettingField[] {
  const parsed = objectSchema.safeParse(schema);
  if (!parsed.success) return [];
  const { properties, required } = parsed.data;
  const fields = Object.entries(properties).map(([name, given]): SettingField => {
    const options = optionsOf(given);
    const kind = kindOf(given, options.length > 0, secrets.includes(name));
    const { title, description: hint } = given;
    return { name, kind, title, hint, isRequired: required.includes(name), options, initial: initialOf(given, kind) };
  });
  return fields.toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired));
}

function optionsOf({ enum: values, anyOf, oneOf }: Property): SettingField['options'] {
  if (values) return values.map((given) => ({ value: String(given), given, title: undefined }));
  const constants = (oneOf ?? anyOf ?? []).map((each) => constant.safeParse(each));
  if (!constants.every(({ success }) => success)) return [];
  return constants.flatMap(({ data }) => (data ? [{ value: String(data.const), given: data.const, title: data.title }] : []));
}

function kindOf({ type, items, anyOf, oneOf }: Property, isChoice: boolean, isSecret: boolean): SettingField['kind'] {
  if (isSecret) return 'secret';
  if (isChoice) return 'choice';
  const types = (Array.isArray(type) ? type : [type]).filter((each) => each !== 'null');
  if (types.length > 1) return 'json';
  switch (types[0]) {
    case 'boolean':
      return 'switch';
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return items?.type === 'string' ? 'list' : 'json';
    case 'object':
      return 'json';
    default:
      return types[0] === undefined && (anyOf ?? oneOf) ? 'json' : 'text';
  }
}

function initialOf({ default: given }: Property, kind: SettingField['kind']): string {
  if (given === undefined || given === null) return kind === 'switch' ? 'false' : '';
  if (kind === 'list' && Array.isArray(given)) return given.map(String).join('\n');
  return typeof given === 'string' ? given : JSON.stringify(given, null, 2);
}
