import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Router, static as serveFiles } from "express";
import helmet from "helmet";

const BUILT = fileURLToPath(new URL("../../client-sdk/dist-table", import.meta.url));

/** Nothing from elsewhere, nothing inline, nothing framed: what the table shows was written by strangers. */
export const securityHeaders = () =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        // Portraits come with a token, so the page fetches them and draws what it holds.
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        // 'self' covers the same host's WebSockets in every browser of today.
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
      },
    },
    crossOriginResourcePolicy: { policy: "same-origin" },
    referrerPolicy: { policy: "no-referrer" },
    // Whether there is TLS in front is for whoever put it there to say.
    strictTransportSecurity: false,
  });

/** The web table at `/`; what is no file there is the table too, so that its links open it. */
export function webTable(directory: string = BUILT): Router {
  const router = Router();
  if (!existsSync(directory)) {
    router.get("/", (_request, response) => {
      response
        .status(503)
        .type("text/plain")
        .send("Skald is running, but its web table is not built. Run `npm run build` in the checkout.\n");
    });
    return router;
  }
  router.use("/assets", serveFiles(`${directory}/assets`, { immutable: true, maxAge: "365d", index: false }));
  router.use(serveFiles(directory, { index: "index.html", redirect: false }));
  router.get(/^\/(?!api\/|health$|metrics$|matchmake\/)[^.]*$/, (_request, response) => {
    response.sendFile("index.html", { root: directory });
  });
  return router;
}
