import type { Connection } from "../../db/connect.ts";
import { listRulings, rulingsBeside } from "../../db/rulings.ts";
import { asUser, asWriter } from "../../db/transaction.ts";
import type { Rulings } from "../http/stores.ts";

export function rulingsOf({ db }: Connection): Rulings {
  return {
    list: (by, campaign) => asUser(db, by, (tx) => listRulings(tx, campaign)),
    ofSession: (session) => asWriter(db, (tx) => rulingsBeside(tx, session)),
  };
}
