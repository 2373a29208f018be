import { defineConfig } from "vite";
import { geometryPlugin } from "./geometry/plugin";

// The page is files that `dedere serve` hands out: no address of another host, no inline script or style (the server's content security policy has neither).
export default defineConfig({
  root: import.meta.dirname ?? ".",
  plugins: [geometryPlugin(new URL("../record/states.csv", import.meta.url))],
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    outDir: "../build/web",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  // While one works on the page: `npm run dev` here, and `./dedere serve --port 8080` beside it.
  server: { proxy: { "^/(api|feeds|health|openapi.json)": process.env.DEDERE_SERVER ?? "http://127.0.0.1:8080" } },
});
