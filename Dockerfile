# What runs in production: compiled code and its dependencies, as a user without rights, on a file system
# that may be read-only. The sandbox never enters (.dockerignore keeps it out of the build altogether).
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
# The heap leaves room for the rest of a process within 512 MB.
ENV NODE_ENV=production NODE_OPTIONS=--max-old-space-size=384 HEALTH_PORT=8080
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.HEALTH_PORT || 8080) + '/live').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process, so that a signal reaches it and it stops in order.
CMD ["node", "--enable-source-maps", "dist/main.js"]
