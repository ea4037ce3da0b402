/** Builds the browser client. Everything is self-hosted: nothing inlined as data, nothing fetched from elsewhere. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
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
