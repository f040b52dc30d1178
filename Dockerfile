# The service as an image: built once, then run by an ordinary user with its data in /data.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install --ignore-scripts --no-fund --no-audit
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/src/cli/launch.mjs ./src/cli/launch.mjs
COPY --from=build /app/src/demo/mails ./src/demo/mails
COPY --from=build /app/config ./config
COPY --from=build /app/templates ./templates
RUN mkdir /data && chown node:node /data
USER node
ENV DATA_DIR=/data
VOLUME /data
ENTRYPOINT ["node", "src/cli/launch.mjs"]
CMD ["start"]
