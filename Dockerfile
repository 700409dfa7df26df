FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci
USER node
EXPOSE 2567
CMD ["node", "server/cli/main.ts", "serve"]
