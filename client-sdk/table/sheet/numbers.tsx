/** Every number of a sheet as the server derived it; each opens to its reasons. */
import type { ExplainedSheet } from "../../src/index.ts";
import { ABILITIES, capital, signed } from "../make/words.ts";
import { Reasoned } from "./reasoned.tsx";

export function Numbers({ of, hp }: { of: ExplainedSheet; hp?: number }) {
  return (
    <div class="numbers">
      <div class="tiles">
        <Reasoned name="Armor class" number={of.armorClass} />
        <Reasoned
          name="Hit points"
          number={of.maxHp}
          {...(hp === undefined ? {} : { shown: `${hp} / ${of.maxHp.total}` })}
        />
        <Reasoned name="Speed" number={of.speedFeet} shown={`${of.speedFeet.total} ft`} />
        <Reasoned name="Initiative" number={of.initiative} shown={signed(of.initiative.total)} />
        <Reasoned name="Passive Perception" number={of.passivePerception} />
      </div>
      <h3>Abilities</h3>
      <div class="tiles six">
        {ABILITIES.map(([key, name]) => {
          const { score, modifier } = of.abilities[key as "str"];
          return (
            <Reasoned key={key} name={name} number={score} shown={`${score.total} (${signed(modifier)})`} />
          );
        })}
      </div>
      {of.attacks.length > 0 && <Attacks of={of} />}
      {of.casting.length > 0 && <Casting of={of} />}
      <h3>Saving throws</h3>
      <div class="list">
        {ABILITIES.map(([key, name]) => (
          <Reasoned
            key={key}
            wide
            name={name}
            number={of.saves[key as "str"]}
            shown={signed(of.saves[key as "str"].total)}
          />
        ))}
      </div>
      <h3>Skills</h3>
      <div class="list">
        {Object.entries(of.skills).map(([skill, number]) => (
          <Reasoned key={skill} wide name={capital(skill)} number={number} shown={signed(number.total)} />
        ))}
      </div>
      <h3>Features</h3>
      <ul class="features">
        {of.features.map(({ id, name, from, values }) => (
          <li key={id + name}>
            {name}
            {typeof values?.uses === "number" && (
              <span class="tag">{values.uses === 1 ? "1 use" : `${values.uses} uses`}</span>
            )}{" "}
            <small>{from}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Attacks({ of: { attacks, attacksPerAction } }: { of: ExplainedSheet }) {
  return (
    <>
      <h3>Attacks{attacksPerAction > 1 ? `, ${attacksPerAction} an action` : ""}</h3>
      <div class="list one">
        {attacks.map(({ name, bonus, damage, damageParts }) => (
          <Reasoned
            key={name}
            wide
            name={name}
            shown={`${signed(bonus.total)}, ${damage}`}
            number={{
              total: bonus.total,
              parts: [
                ...bonus.parts,
                ...damageParts.map((part) => ({ ...part, why: `damage: ${part.why}` })),
              ],
            }}
          />
        ))}
      </div>
    </>
  );
}

function Casting({ of: { casting, slots } }: { of: ExplainedSheet }) {
  const words = Object.entries(slots.byLevel).map(
    ([level, count]) =>
      `${count} of level ${level.replace("pact-", "")}${level.startsWith("pact") ? " by pact" : ""}`,
  );
  return (
    <>
      <h3>Spellcasting</h3>
      {casting.map((one) => (
        <div key={one.class} class="tiles">
          <Reasoned name={`${one.class} save DC`} number={one.saveDc} />
          <Reasoned name="Spell attack" number={one.attack} shown={signed(one.attack.total)} />
          {one.prepared !== null && <Reasoned name="Spells prepared" number={one.prepared} />}
        </div>
      ))}
      {words.length > 0 && <p class="hint">Slots: {words.join(", ")}</p>}
    </>
  );
}
