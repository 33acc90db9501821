import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    // Sapphire imports the pieces by itself; inlined, its imports go through vitest and understand TypeScript.
    server: { deps: { inline: [/@sapphire\//] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
