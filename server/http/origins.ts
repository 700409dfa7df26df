import { isIP } from "node:net";

/**
 * Which pages of a browser may talk to this server. Nothing here rests on cookies, so a request without an
 * Origin (the SDK in Node, curl) brings no more than its own token and passes. A page passes when it was opened
 * at this server's own address, or at one that the operator lists. The own address counts only as `localhost` or
 * an IP address: a name can be pointed at this server by somebody else (DNS rebinding), an address cannot.
 */
export function originAllowed(
  origin: string | undefined,
  host: string | undefined,
  listed: readonly string[],
): boolean {
  if (origin === undefined) return true;
  if (listed.includes(origin)) return true;
  if (host === undefined) return false;
  try {
    const page = new URL(origin);
    if (page.origin !== origin || page.host !== host) return false;
    const name = page.hostname.replace(/^\[|\]$/g, "");
    return name === "localhost" || isIP(name) !== 0;
  } catch {
    return false;
  }
}
