/** What the acting creature can do, and what it has left to do it with. */
import type { Answer, AttackView, CreatureView, Fields } from "../src/index.ts";
import type { Play } from "./play.ts";
import { Portrait, PortraitButton } from "./portrait.tsx";
import { healthOf, sideClass } from "./turn-strip.tsx";

export function ActionBar({ play }: { play: Play }) {
  const creature = play.scene.acting.value;
  const view = play.scene.view.value;
  if (creature === null || view === null) return null;
  const fighting = view.encounter !== null;
  const mine = play.myTurn.value;
  return (
    <section class="card actions" aria-labelledby="acting">
      <header class="acting">
        <Portrait scene={play.scene} creature={creature} />
        <div class="acting-words">
          <h2 id="acting" class={sideClass(creature)}>
            {creature.name}
          </h2>
          <span class="tag">HP {healthOf(creature)}</span>
          {creature.ac >= 0 && <span class="tag">AC {creature.ac}</span>}
          {creature.conditions.map((condition) => (
            <span key={condition.name} class="tag warn">
              {condition.name}
            </span>
          ))}
          <PortraitButton scene={play.scene} creature={creature} />
        </div>
      </header>
      {fighting && <Economy creature={creature} />}
      {fighting && !mine && <p class="lead">{waitingFor(play)}</p>}
      <Attacks play={play} creature={creature} open={mine && fighting} />
      {fighting && <OtherActions play={play} creature={creature} open={mine} />}
    </section>
  );
}

function waitingFor(play: Play): string {
  const view = play.scene.view.value;
  if (view?.session.status === "paused") return "The game is paused.";
  if (view?.waiting === true) return "Something is being resolved…";
  const turn = play.scene.turn.value;
  return turn === null ? "Somebody unseen acts…" : `${turn.name} acts…`;
}

function Economy({ creature }: { creature: CreatureView }) {
  const pips = [
    ["Action", creature.action],
    ["Bonus", creature.bonusAction],
    ["Reaction", creature.reaction],
  ] as const;
  return (
    <ul class="economy" aria-label="Left this turn">
      {pips.map(([name, left]) => (
        <li key={name} class={left ? "left" : "spent"} aria-label={`${name}: ${left ? "left" : "spent"}`}>
          {name}
        </li>
      ))}
      <li class={creature.movementLeftFeet > 0 ? "left" : "spent"}>
        {creature.movementLeftFeet} of {creature.speedFeet} ft
      </li>
      {creature.attacksLeft > 0 && <li class="left">{creature.attacksLeft} attacks left</li>}
    </ul>
  );
}

function Attacks({ play, creature, open }: { play: Play; creature: CreatureView; open: boolean }) {
  const aim = play.aim.value;
  if (creature.attacks.length === 0) return null;
  const can = open && (creature.action || creature.attacksLeft > 0);
  return (
    <div class="attacks">
      <fieldset class="buttons" aria-label="Attacks">
        {creature.attacks.map((attack) => (
          <button
            key={attack.name}
            type="button"
            class="attack"
            aria-pressed={aim?.attack === attack.name}
            disabled={!can}
            onClick={() => play.pick(attack.name)}
          >
            <b>{attack.name}</b>
            <small>{attackLine(attack)}</small>
          </button>
        ))}
      </fieldset>
      {aim !== null && aim.by === creature.id && <Targets play={play} />}
    </div>
  );
}

function attackLine({ bonus, damage, reachFeet, normalFeet, longFeet }: AttackView): string {
  const reach = [
    ...(reachFeet > 0 ? [`${reachFeet} ft`] : []),
    ...(normalFeet > 0 ? [`${normalFeet}/${longFeet} ft`] : []),
  ].join(" or ");
  return `${bonus < 0 ? "−" : "+"}${Math.abs(bonus)} · ${damage} · ${reach}`;
}

function Targets({ play }: { play: Play }) {
  const aim = play.aim.value;
  if (aim === null) return null;
  const targets = play.targetsOf(aim);
  return (
    <fieldset class="targets">
      <legend>{aim.attack} at whom?</legend>
      {targets.length === 0 && <p>Nobody to attack is in sight.</p>}
      {targets.map(({ creature, feet, why }) => (
        <button
          key={creature.id}
          type="button"
          class={why === null ? "target" : "target far"}
          title={why ?? undefined}
          onClick={() => play.attack(creature.id)}
        >
          {creature.name}
          <small>{why ?? `${feet === null ? "" : `${feet} ft, `}${creature.health}`}</small>
        </button>
      ))}
      <button
        type="button"
        class="quiet"
        onClick={() => {
          play.aim.value = null;
        }}
      >
        Never mind
      </button>
    </fieldset>
  );
}

/** A decision that drew no die and showed nothing may be taken back until somebody else acts. */
function TakeBack({ play, open }: { play: Play; open: boolean }) {
  if (play.scene.told.value === 0 || play.takeBackTo() === null) return null;
  return (
    <button type="button" class="quiet" disabled={!open} onClick={() => play.takeBack()}>
      Take back
    </button>
  );
}

type Simple = { readonly name: string; readonly open: boolean; readonly do: () => Promise<Answer> };

function OtherActions({ play, creature, open }: { play: Play; creature: CreatureView; open: boolean }) {
  const { table } = play;
  const by = creature.id;
  const prone = creature.conditions.some(({ name }) => name === "prone");
  const simple: readonly Simple[] = [
    { name: "Dash", open: creature.action, do: () => table.dash({ by }) },
    { name: "Disengage", open: creature.action, do: () => table.disengage({ by }) },
    { name: "Dodge", open: creature.action, do: () => table.dodge({ by }) },
    { name: "Hide", open: creature.action, do: () => table.hide({ by }) },
    ...(prone ? [{ name: "Stand up", open: true, do: () => table.stand({ by }) }] : []),
    ...creature.features
      .filter(({ left }) => left > 0)
      .map(({ id, name, left }) => ({
        name: `${name} (${left})`,
        open: true,
        do: () => table.use({ by, feature: id } satisfies Fields<"use">),
      })),
  ];
  return (
    <div class="buttons">
      {simple.map((action) => (
        <button
          key={action.name}
          type="button"
          disabled={!open || !action.open}
          onClick={() => void play.send(action.do())}
        >
          {action.name}
        </button>
      ))}
      <TakeBack play={play} open={open} />
      <button type="button" class="primary end" disabled={!open} onClick={() => play.endTurn()}>
        End turn
      </button>
    </div>
  );
}
