/** Builds the browser client. Everything is self-hosted: nothing inlined as data, nothing fetched from elsewhere. */
import { readFileSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
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

const PAGE =
  /node_modules\/(react|react-dom|scheduler|zod)\/|shared\/src\/(rest|session\/model)\.ts|client\/src\/(ui|door\/(?!Inside|Waiting|Unreached)|room\/Rail\.|words\/(words|english|grammar)|session\/(rest|device-|view-model|line-|load-media|elapsed|outage|media-state|store))/;

/** What everybody in the room needs, and nobody before. The leaders' rail, which few need, stays apart. */
const ROOM =
  /node_modules\/(@socket\.io|socket\.io|engine\.io)|client\/src\/(circle\/|room\/(Room|Quiet|Bar|Keys|TellLeaders|SoundAndPicture|BlockedLine|Announcer|shortcuts|use-)|door\/(Inside|Waiting|Unreached)|session\/(live|connection|changes)\.)/;

/**
 * LiveKit brings shims for browsers that are too old for `target` below: 9 kB that everybody would wait for. Not called,
 * they fall away. A new version of LiveKit in which they look otherwise stops the build, to be looked at.
 */
const withoutOldShims: Plugin = {
  name: "without-old-shims",
  apply: "build",
  transform(code, id) {
    if (!id.includes("livekit-client.esm")) return null;
    const without = code.replace(/^adapterFactory\(\{[^}]*\}\);/m, "");
    if (without === code) this.error("livekit-client no longer calls adapterFactory as it did");
    return { code: without, map: null };
  },
};

/** The live wire is a websocket and nothing else; what else Socket.IO could do is 2 kB that everybody would wait for. */
const websocketOnly: Plugin = {
  name: "websocket-only",
  apply: "build",
  transform(code, id) {
    const file = /engine\.io-client\/build\/esm\/transports\/(.*)\.js$/.exec(id)?.[1];
    if (file !== "index") return file === undefined ? null : { code, map: null, moduleSideEffects: false };
    const own = /^import \{ WS \} from .*$/m.exec(code)?.[0];
    if (own === undefined) this.error("engine.io-client no longer names its transports as it did");
    return { code: `${own}\nexport const transports = { websocket: WS };`, map: null };
  },
};

/** Beside each file of text lies what is sent instead: a line of a clinic carries a third of it in a third of the time. */
const compressed: Plugin = {
  name: "compressed",
  apply: "build",
  async writeBundle({ dir = "" }, bundle) {
    for (const file of Object.values(bundle)) {
      if (!/\.(js|css|html)$/.test(file.fileName)) continue;
      const text = file.type === "chunk" ? file.code : file.source;
      await writeFile(join(dir, `${file.fileName}.br`), brotliCompressSync(text));
      await writeFile(join(dir, `${file.fileName}.gz`), gzipSync(text));
    }
  },
};

export default defineConfig({
  plugins: [react(), blurFiles(), withoutOldShims, websocketOnly, compressed],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What the door needs is one file: a dozen small ones compress worse and each asks for its turn.
        codeSplitting: {
          groups: [
            { name: "page", test: PAGE },
            { name: "room", test: ROOM },
          ],
        },
      },
    },
    // LiveKit itself; it loads while the person looks into the camera.
    chunkSizeWarningLimit: 900,
  },
});
