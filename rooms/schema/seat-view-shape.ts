import type { Terrain } from "../../rules/map.ts";
import type { Request, RequestOption } from "../../rules/request.ts";
import type {
  AppealView,
  AttackView,
  ConditionView,
  CreatureView,
  EncounterView,
  FeatureView,
  ItemView,
  MapView,
  SeatInfo,
  SeatView,
  TurnView,
} from "../../rules/view.ts";
import { type Struct, struct } from "./shape.ts";

const CONDITION = struct<ConditionView>("Condition", {
  name: "text",
  level: "number",
  source: "text",
  until: "text",
});

const ATTACK = struct<AttackView>("Attack", {
  name: "text",
  bonus: "number",
  reachFeet: "number",
  normalFeet: "number",
  longFeet: "number",
  damage: "text",
});

const FEATURE = struct<FeatureView>("Feature", { id: "text", name: "text", left: "number" });

const ITEM = struct<ItemView>("Item", { id: "text", name: "text", quantity: "number", equipped: "flag" });

const CREATURE = struct<CreatureView>("Creature", {
  id: "text",
  name: "text",
  kind: "text",
  character: "text",
  side: "text",
  seat: "text",
  mine: "flag",
  x: "number",
  y: "number",
  squares: "number",
  health: "text",
  hp: "number",
  maxHp: "number",
  tempHp: "number",
  ac: "number",
  conditions: { list: CONDITION },
  action: "flag",
  bonusAction: "flag",
  reaction: "flag",
  attacksLeft: "number",
  speedFeet: "number",
  movementLeftFeet: "number",
  deathSaves: {
    one: struct<CreatureView["deathSaves"]>("DeathSaves", { successes: "number", failures: "number" }),
  },
  hidden: "flag",
  concealed: "flag",
  notes: "text",
  attacks: { list: ATTACK },
  features: { list: FEATURE },
  items: { list: ITEM },
});

const OPTION = struct<RequestOption>("Option", { choice: "text", with: { optional: { list: "text" } } });

const REQUEST = struct<Request>("Request", {
  id: "text",
  creature: "text",
  seat: { maybe: "text" },
  kind: "text",
  trigger: "text",
  about: { maybe: "text" },
  options: { list: OPTION },
  dice: { list: "number" },
  purpose: { maybe: "text" },
  timeoutSeconds: { maybe: "number" },
  default: "text",
});

const MAP = struct<MapView>("BattleMap", {
  width: "number",
  height: "number",
  light: "text",
  terrain: { list: struct<Terrain>("Terrain", { x: "number", y: "number", type: "text" }) },
});

const ENCOUNTER = struct<EncounterView>("Encounter", {
  round: "number",
  turn: "text",
  order: { list: struct<TurnView>("Turn", { creature: "text", initiative: "number" }) },
});

const APPEAL = struct<AppealView>("Appeal", {
  appeal: "number",
  about: "number",
  seat: "text",
  rule: "text",
  text: "text",
});

/** The whole of a seat's view, as it travels. */
export const SEAT_VIEW: Struct<SeatView> = struct<SeatView>("SeatView", {
  sequence: "number",
  seat: "text",
  role: "text",
  session: {
    one: struct<SeatView["session"]>("Session", {
      name: "text",
      status: "text",
      diceMode: "text",
      mapMode: "text",
      stages: "flag",
    }),
  },
  seats: {
    byId: struct<SeatInfo>("SeatInfo", { user: "text", name: "text", role: "text", left: "flag" }),
  },
  map: { maybe: MAP },
  creatures: { byId: CREATURE },
  encounter: { maybe: ENCOUNTER },
  requests: { byId: REQUEST },
  waiting: "flag",
  appeals: { list: APPEAL },
});
