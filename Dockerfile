FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci && install -d -o node node_modules/.cache/skald
USER node
EXPOSE 2567
CMD ["node", "server/cli/skald.js", "serve"]
