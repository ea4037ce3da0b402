/** Builds the browser client. Everything is self-hosted: nothing inlined as data, nothing fetched from elsewhere. */
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import react from "@vitejs/plugin-react";
import { type Plugin, defineConfig } from "vite";

/**
 * What the blur of the background asks for by name, at run time: served beside our own files, fetched by nobody who does
 * not use it. The version stands in the path, because such files are kept for long.
 */
function blurFiles(): Plugin {
  const from = dirname(createRequire(import.meta.url).resolve("@shiguredo/virtual-background"));
  const { version } = JSON.parse(readFileSync(join(from, "../package.json"), "utf8"));
  const path = `assets/blur-${version}`;
  return {
    name: "blur-files",
    config: () => ({ define: { BLUR_PATH: JSON.stringify(`/${path}`) } }),
    generateBundle() {
      for (const file of readdirSync(from).filter((name) => name.startsWith("selfie_segmentation")))
        this.emitFile({ type: "asset", fileName: `${path}/${file}`, source: readFileSync(join(from, file)) });
    },
  };
}

export default defineConfig({
  plugins: [react(), blurFiles()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The media chunk is LiveKit itself; it loads while the person looks into the camera.
    chunkSizeWarningLimit: 900,
  },
});
