// Builds both web applications into a folder: node build.mjs OUT
// OUT/admin and OUT/shop, each file with its .br and .gz twin, for the server to embed.

import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const here = import.meta.dirname;
const out = resolve(process.argv[2] ?? join(here, 'dist'));
rmSync(out, { recursive: true, force: true });

execFileSync(
  process.execPath,
  [
    join(here, 'node_modules/openapi-typescript/bin/cli.js'),
    join(here, 'common/generated/openapi.json'),
    '-o',
    join(here, 'common/generated/openapi.d.ts'),
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);

for (const app of ['admin', 'shop']) {
  await build({
    root: join(here, app),
    base: `/${app}/`,
    logLevel: 'warn',
    esbuild: { jsx: 'automatic', legalComments: 'none' },
    build: {
      outDir: join(out, app),
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: 1500,
      rollupOptions: {
        // Libraries mark their modules for server rendering, which there is none of here.
        onwarn: (warning, warn) => {
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
        },
        output: app === 'admin' ? { manualChunks: { mantine: ['@mantine/core', '@mantine/hooks'] } } : {},
      },
    },
  });
}

// The script for other people's storefronts has one name for ever, and no libraries.
await build({
  root: join(here, 'embed'),
  logLevel: 'warn',
  build: {
    outDir: join(out, 'shop'),
    emptyOutDir: false,
    target: 'es2020',
    lib: { entry: join(here, 'embed/embed.ts'), name: 'TarabaEmbed', formats: ['iife'], fileName: () => 'embed.js' },
  },
});
copyFileSync(join(here, 'embed/storefront.html'), join(out, 'shop/storefront.html'));

function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

for (const path of [...files(out)]) {
  const bytes = readFileSync(path);
  if (bytes.length < 600 || /\.(png|woff2|ico)$/.test(path)) continue;
  writeFileSync(path + '.gz', gzipSync(bytes, { level: 9 }));
  writeFileSync(path + '.br', brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}
