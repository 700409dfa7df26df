export type FaultCode =
  | "not-a-session"
  | "malformed-line"
  | "sequence-gap"
  | "other-session"
  | "chain-broken"
  | "content-altered"
  | "record-altered"
  | "append-broken"
  | "command-doubled"
  | "quote-altered"
  | "head-line-altered"
  | "dice-commitment"
  | "die-missing"
  | "die-altered"
  | "end-missing"
  | "end-altered"
  | "log-denied";

/** The first thing found wrong. `sequence` is the number of the event it stands in, 0 for the first line. */
export type Fault = { readonly sequence: number; readonly code: FaultCode; readonly detail: string };

export const fault = (sequence: number, code: FaultCode, detail: string): Fault => ({
  sequence,
  code,
  detail,
});
