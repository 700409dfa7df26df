export { Model } from "./client.ts";
export { modelReader } from "./reader.ts";
export { modelVoice } from "./voice.ts";
