import type { Request } from 'express';
import { z } from 'zod';
import { isHubError, type HubError } from '../core/error.ts';
import { html, type Html } from './html.ts';
import { isTextKey, type Translate } from './texts.ts';

/** What a person typed, and what is wrong with it. */
export interface FormState {
  values: Record<string, string>;
  /** Names of fields that do not fit. */
  invalid: ReadonlySet<string>;
  /** What the hub refused. */
  error?: HubError;
}

/** An untouched form, with what is filled in already. */
export function emptyForm(values: Record<string, string> = {}): FormState {
  return { values, invalid: new Set() };
}

const typed = z.record(z.string(), z.string().catch(''));

/** What was typed into a form, as texts. */
export function readForm(request: Request): Record<string, string> {
  return typed.catch({}).parse(request.body);
}

/** The form as it comes back after what it asked for was refused; throws what the form can't tell. */
export function refusedForm(values: Record<string, string>, error: unknown): FormState {
  if (error instanceof z.ZodError) return { values, invalid: new Set(error.issues.map((issue) => String(issue.path[0]))) };
  if (isHubError(error) && isTextKey(error.code)) return { values, invalid: new Set(), error };
  throw error;
}

/** The status of a form that came back. */
export function statusOf({ error, invalid }: FormState): number {
  if (error) return error.status;
  return invalid.size > 0 ? 400 : 200;
}

/** What went wrong, above the form; nothing when nothing did. */
export function alertOf({ error, invalid }: FormState, t: Translate): Html | null {
  if (error && isTextKey(error.code)) {
    const seconds = typeof error.details.retryAfterSeconds === 'number' ? error.details.retryAfterSeconds : 0;
    return html`<p class="alert" role="alert">${t(error.code, { minutes: Math.ceil(seconds / 60) })}</p>`;
  }
  return invalid.size > 0 ? html`<p class="alert" role="alert">${t('problem')}</p>` : null;
}

interface Field {
  name: 'email' | 'password' | 'name' | 'workspaceName';
  label: string;
  hint?: string;
  type?: 'email' | 'password' | 'text';
  autocomplete: string;
  readonly?: boolean;
}

/** One labelled input, with its hint and its error where a screen reader finds them. */
export function inputOf(state: FormState, t: Translate, { name, label, hint, type = 'text', autocomplete, readonly = false }: Field): Html {
  const isInvalid = state.invalid.has(name);
  const value = type === 'password' ? '' : (state.values[name] ?? '');
  const described = [hint !== undefined && `${name}-hint`, isInvalid && `${name}-error`].filter(Boolean).join(' ');
  return html`<p class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      autocomplete="${autocomplete}"
      required
      maxlength="${type === 'password' ? 200 : 254}"
      aria-describedby="${described}"
      ${readonly && html`readonly`}
      ${isInvalid && html`aria-invalid="true"`}
    />
    ${hint !== undefined && html`<small id="${name}-hint">${hint}</small>`}
    ${isInvalid && html`<small class="error" id="${name}-error">${t(`field.${name}`)}</small>`}
  </p>`;
}
