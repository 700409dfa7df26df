import { defineConfig } from "vite";

/** The web table: built once, served by the server as files, nothing inline and nothing from elsewhere. */
export default defineConfig({
  root: "table",
  base: "/",
  publicDir: false,
  build: {
    outDir: "../dist-table",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
