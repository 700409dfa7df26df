/** `Bite (Wolf or Hybrid Form Only).` is `Bite`; `Fire Breath (Recharge 5-6)` is `Fire Breath`. */
export function actionName(printed: string): string {
  return printed
    .replace(/\s*\([^)]*\)/g, "")
    .replace(/\.$/, "")
    .trim();
}

/** What stands in brackets behind a name: uses, recharge, costs. */
export type Usage = {
  /** Least face of the d6 that brings it back at the start of a turn. */
  readonly recharge?: number;
  /** Comes back with a short or long rest. */
  readonly onRest?: boolean;
  readonly perDay?: number;
  /** What it costs as a legendary action. */
  readonly cost?: number;
};

export function usageOf(printed: string): Usage {
  const recharge = /Recharge (\d)/.exec(printed);
  const perDay = /\((\d+)\/day/i.exec(printed);
  const cost = /Costs (\d) Actions/.exec(printed);
  return {
    ...(recharge === null ? {} : { recharge: Number(recharge[1]) }),
    ...(/Recharges after/.test(printed) ? { onRest: true } : {}),
    ...(perDay === null ? {} : { perDay: Number(perDay[1]) }),
    ...(cost === null ? {} : { cost: Number(cost[1]) }),
  };
}
