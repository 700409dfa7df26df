/** Forms whose mistakes are told where they were made: at the field that the server names. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { ProblemError } from "../src/index.ts";
import { attempt } from "./notices.tsx";
import { person } from "./person.ts";

export type Form = {
  /** What is wrong, by field; "" for the whole. */
  readonly mistakes: Signal<Readonly<Record<string, string>>>;
  readonly busy: Signal<boolean>;
  readonly onSubmit: (event: SubmitEvent) => void;
};

/** `at`: the field that a refusal without fields is about, by its code. */
export function useForm(
  send: (text: (name: string) => string, form: HTMLFormElement) => Promise<unknown>,
  at: Readonly<Record<string, string>> = {},
): Form {
  const mistakes = useSignal<Readonly<Record<string, string>>>({});
  const busy = useSignal(false);
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    busy.value = true;
    void attempt(async () => {
      try {
        await send((name) => String(data.get(name) ?? ""), form);
        mistakes.value = {};
      } catch (error) {
        if (!(error instanceof ProblemError) || error.status === 429 || error.status >= 500) throw error;
        // The sign-in ended meanwhile: that is no mistake of the form.
        if (error.status === 401 && person.value !== null) throw error;
        mistakes.value = mistakesOf(error, at);
        focusWrong(form, mistakes.value);
      }
    }).finally(() => {
      busy.value = false;
    });
  };
  return { mistakes, busy, onSubmit };
}

function mistakesOf({ code, message, problem }: ProblemError, at: Readonly<Record<string, string>>) {
  const fields = (problem.problems ?? []).map(({ field, detail }) => [field, sentence(detail)] as const);
  return fields.length > 0 ? Object.fromEntries(fields) : { [at[code] ?? ""]: message };
}

export const sentence = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

function focusWrong(form: HTMLFormElement, mistakes: Readonly<Record<string, string>>): void {
  const wrong = Object.keys(mistakes).map((name) => form.elements.namedItem(name));
  const first = wrong.find((found) => found instanceof HTMLElement);
  if (first instanceof HTMLElement) first.focus();
}

type Shared = {
  readonly form: Form;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly defaultValue?: string;
};
type InputProps = Shared & {
  readonly type?: "text" | "email" | "password" | "datetime-local";
  readonly autoComplete?: string;
};

export function Field({ form, name, label, hint, type = "text", ...input }: InputProps) {
  const id = useId();
  const mistake = form.mistakes.value[name];
  return (
    <div class="field">
      <label>
        {label}
        <input
          name={name}
          // The attributes of these kinds are the same; Preact types each kind apart.
          type={type as "text"}
          aria-invalid={mistake !== undefined}
          aria-describedby={id}
          {...input}
        />
      </label>
      <Below id={id} mistake={mistake} hint={hint} />
    </div>
  );
}

export function TextField({ form, name, label, hint, ...area }: Shared) {
  const id = useId();
  const mistake = form.mistakes.value[name];
  return (
    <div class="field">
      <label>
        {label}
        <textarea name={name} rows={4} aria-invalid={mistake !== undefined} aria-describedby={id} {...area} />
      </label>
      <Below id={id} mistake={mistake} hint={hint} />
    </div>
  );
}

function Below({ id, mistake, hint }: { id: string; mistake: string | undefined; hint: string | undefined }) {
  if (mistake !== undefined)
    return (
      <p id={id} class="mistake">
        {mistake}
      </p>
    );
  return hint === undefined ? null : (
    <p id={id} class="hint">
      {hint}
    </p>
  );
}

/** The button, and above it what is wrong with the whole. */
export function Send({ form, children }: { form: Form; children: ComponentChildren }) {
  const whole = form.mistakes.value[""];
  return (
    <>
      {whole !== undefined && (
        <p class="mistake" role="alert">
          {whole}
        </p>
      )}
      <button type="submit" class="primary" disabled={form.busy.value}>
        {children}
      </button>
    </>
  );
}

/** A step that cannot be taken back is asked for twice. */
export function Twice({ ask, yes, onYes }: { ask: string; yes: string; onYes: () => void }) {
  const asked = useSignal(false);
  if (!asked.value)
    return (
      <button
        type="button"
        class="quiet"
        onClick={() => {
          asked.value = true;
        }}
      >
        {ask}
      </button>
    );
  return (
    <span class="twice">
      <button type="button" class="danger" onClick={onYes}>
        {yes}
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          asked.value = false;
        }}
      >
        No
      </button>
    </span>
  );
}
