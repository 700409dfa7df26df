import { signal } from "@preact/signals";
import type { CatalogKind } from "../src/index.ts";
import { isKind } from "./catalog/kinds.ts";

export type Route =
  | { readonly page: "home" | "account" | "moderation" }
  | { readonly page: "shelf" | "new-entry"; readonly kind: CatalogKind }
  | { readonly page: "entry"; readonly kind: CatalogKind; readonly id: string }
  | { readonly page: "campaign"; readonly id: string }
  | { readonly page: "make"; readonly campaign: string }
  | { readonly page: "character"; readonly id: string }
  | { readonly page: "table"; readonly id: string }
  | { readonly page: "replay"; readonly id: string }
  | { readonly page: "invite"; readonly code: string }
  | { readonly page: "verify-email" | "reset-password" | "oauth" };

function parseRoute(path: string): Route {
  const [, first, second, third] = path.split("/").map(decodeURIComponent);
  if (first === "campaigns" && second)
    return third === "new-character" ? { page: "make", campaign: second } : { page: "campaign", id: second };
  if (first === "characters" && second) return { page: "character", id: second };
  if (first === "sessions" && second)
    return third === "replay" ? { page: "replay", id: second } : { page: "table", id: second };
  if (first === "invites" && second) return { page: "invite", code: second };
  if (first === "verify-email" || first === "reset-password" || first === "oauth") return { page: first };
  if (first === "catalog") {
    const kind = isKind(second) ? second : "races";
    if (third === undefined || third === "") return { page: "shelf", kind };
    return third === "new" ? { page: "new-entry", kind } : { page: "entry", kind, id: third };
  }
  if (first === "account" || first === "moderation") return { page: first };
  return { page: "home" };
}

export const route = signal<Route>(parseRoute(location.pathname));

export function go(path: string): void {
  history.pushState(null, "", path);
  route.value = parseRoute(location.pathname);
  scrollTo(0, 0);
  document.getElementById("main")?.focus({ preventScroll: true });
}

addEventListener("popstate", () => {
  route.value = parseRoute(location.pathname);
});

/** A link within the table: no page load, but still a link for whoever opens it in a tab. */
export function linkTo(path: string) {
  return {
    href: path,
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      go(path);
    },
  };
}
