/**
 * Checks an exported session with nothing but its text: no server, no key, no package. What is under `verify/`
 * imports nothing from outside it, so that whoever doubts a table can read the whole of it.
 */
export { canonical, NotCanonical } from "./verify/canonical.ts";
export { ChainCheck, hashOf, NO_HASH, sealOf } from "./verify/chain-check.ts";
export { type KeptHead, SessionCheck, type Verdict, verifySession } from "./verify/check-session.ts";
export { DiceCheck, type DiceVerdict } from "./verify/dice-check.ts";
export { commitmentOf, faceOf } from "./verify/dice-face.ts";
export type { Fault, FaultCode } from "./verify/fault.ts";
export type { Row, SessionEnd, SessionHead } from "./verify/session-file.ts";
export { sha256Hex } from "./verify/sha256.ts";
