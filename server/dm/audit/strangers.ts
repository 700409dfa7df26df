import { BESTIARY } from "./bestiary.ts";
import { type Clause, subjectMention } from "./clause.ts";
import { callWords, type Mention } from "./mentions.ts";
import { find } from "./outcomes.ts";
import { wordsOf } from "./text.ts";

/** Things and ways out that change what players would try; they must be known from the events. */
const INVENTIONS = new Set(
  `amulet artifact bomb bottle catapult cauldron chandelier coin coins crown elixir exit gem gems gold hatch jewel
  jewels key ladder lever loot passage passageway passphrase password platinum portal potion relic scroll silver staircase stairs
  stairway statue tome trap trapdoor treasure tunnel vial wand`.split(/\s+/),
);

const WEAPONS: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:hand|great|battle)?axes?\b/i, /axe/],
  [/\b(?:long|short)?bows?\b(?! (?:his|her|its|their) head)/i, /bow/],
  [/\b(?:arrows?|bolts?|quarrels?)\b/i, /bow|blowgun|sling|fire bolt/],
  [/\b(?:daggers?|kni(?:fe|ves))\b/i, /dagger|knife/],
  [/\b(?:maces?|morningstars?|flails?)\b/i, /mace|morningstar|flail/],
  [/\b(?:war)?hammers?\b/i, /hammer|maul/],
  [
    /\b(?:spears?|javelins?|lances?|pikes?|tridents?|halberds?|glaives?)\b/i,
    /spear|javelin|lance|pike|trident|halberd|glaive/,
  ],
  [/\b(?:great)?clubs?\b/i, /club/],
  [/\b(?:scimitars?)\b/i, /scimitar/],
  [/\b(?:rapiers?)\b/i, /rapier/],
  [/\b(?:longswords?)\b/i, /longsword/],
  [/\b(?:shortswords?)\b/i, /shortsword/],
  [/\b(?:greatswords?)\b/i, /greatsword/],
  [/\b(?:crossbows?)\b/i, /crossbow/],
  [/\b(?:quarter)?sta(?:ff|ves)\b/i, /staff/],
];

const SPELLCRAFT =
  /\b(?:casts?|spells?|cantrips?|incantations?|fireballs?|magic missiles?|lightning bolts?|eldritch blasts?|summons?|conjures?|slots?|arcane|holy|divine|eldritch|enchanted|sorcery|sorcerous)\b/i;
/** What the rules would have to decide: nothing of it follows from a blow. */
const WORLD_CHANGES =
  /\b(?:surrenders?|surrendered|yields|(?:begs?|pleads?) for|(?:sword|blade|axe|bow|shield|weapon|longsword|spear|hammer) (?:shatters|breaks|snaps)|disarm(?:s|ed)|(?:drops?|dropped|loses?|lost) (?:his|her|its|their) (?:weapon|sword|blade|shield|bow|axe|grip|scimitar|longsword)|sever(?:s|ed)|(?:lop|chop|hack|tear)(?:s|ed|ped)? (?:\w+ ){0,3}(?:off|away)|(?:loses?|lost) (?:an?|his|her|its|their) (?:\w+ )?(?:arm|leg|hand|eye|head|ear|fingers?|foot)|break(?:s|ing)? (?:his|her|its|their) (?:arm|leg|neck|back|jaw|nose|ribs?)|transform(?:s|ed)|turns? into|explod(?:es|ed)|levels? up|gains? (?:a|another) level|gains? inspiration|curs(?:es|ed) (?:him|her|it|them)|is cursed|blessing|a wish|new quest)\b/i;
const DEATH_SAVE = /\bdeath sav(?:e|es|ing throws?)\b/i;

/** First words of a sentence that begin with a capital for that reason alone. */
const OPENERS = new Set(
  `a an the this that these those one two three four five six seven eight nine ten no not never nothing none neither
  both each every all some any another such more most many few half he she it they we you his her its their your there
  here now then still yet but and or so for nor as at by in on of off from to with within without into onto over under
  above below behind before after around across along against among between beneath beside beyond near past through
  toward towards up down out while when where whatever whoever whichever what who how why if though although because
  since until unless once again only just even almost barely hardly nearly perhaps maybe suddenly meanwhile finally
  first second third last next instead otherwise elsewhere everything everyone somebody someone something anyone
  steel iron blood bone flesh teeth fire flame smoke dust ash ember light darkness shadow silence noise thunder wind
  cold heat pain metal wood stone leather mail chain plate armor armour muscle sinew breath death life luck fate time
  battle combat initiative round turn victory defeat caught struck wounded dead alive down undeterred unmoved unbowed
  quick fast slow hard deep low high wide close far good bad clean sharp blunt brutal swift sudden single great little
  small large big long short heavy full empty bright dark dull clear fair well better best worse worst true false
  grass mud water ice snow rain sand earth ground rubble debris gravel torchlight firelight moonlight sunlight sweat
  crack crash clang thud snap whack swish hiss roar snarl growl bang boom crunch bare bloodied bloody broken bruised
  feet hands eyes arms legs undaunted unseen somewhere nobody bystanders grappled prone pinned held locked sprawled
  wreathed flat natural critical magic chaos order movement action reaction step step-by-step onward forward back
  color colour warmth feeling weight relief agony panic terror fury rage hope despair pressure force momentum gravity
  instinct training skill practice speed strength leverage timing distance range space room quarter mercy help aid
  sound voice laughter howl screech cry shout scream grunt gasp breathing heartbeat blow strike cut slash thrust stab
  swing lunge parry hit wound scratch gash bruise trickle spray spatter stream pool mist fog haze glow gleam glint
  flash sheen edge tip handle grip grasp hold stance guard footing balance step stride motion movement
  flagstone cobble ceiling floor wall doorway corner corridor hall chamber cave ruin forest clearing road camp
  blade sword arrow axe bow shield point edge hilt spear dagger hammer mace goblin wolf sheer pure raw`.split(
    /\s+/,
  ),
);
const KNOWN_CAPITALS = new Set(
  "ac dc hp gm dm pc npc srd i str dex con int wis cha strength dexterity constitution intelligence wisdom charisma attack dash disengage dodge help hide ready search use athletics acrobatics perception stealth".split(
    " ",
  ),
);

function strangerNames(clause: Clause, sentence: string, known: ReadonlySet<string>): string | null {
  const capitals = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}'’-]*/gu;
  for (const match of sentence.matchAll(capitals)) {
    const word = match[0].toLowerCase().replace(/['’]s?$/, "");
    if (known.has(word) || KNOWN_CAPITALS.has(word)) continue;
    if (word.split("-").every((part) => known.has(part))) continue;
    const opens =
      /^["'“”‘’(\s—–-]*$/.test(sentence.slice(0, match.index)) ||
      /[:;—–]\s*$/.test(sentence.slice(0, match.index));
    if (!opens) return `a name (${match[0]}) that nobody at the table has`;
    if (OPENERS.has(word) || clause.ledger.things.has(word)) continue;
    if (/(?:ly|ing|ed|less|ful|ous)$/.test(word)) continue;
    const [next = ""] = wordsOf(sentence.slice(match.index + match[0].length));
    const namesSomebody =
      /['’]s$/.test(match[0]) || /s$/.test(next) || /^(?:and|was|had|grew|ran|fell)$/.test(next);
    const plural = word.endsWith("s") && !next.endsWith("s");
    if (namesSomebody && !plural) return `a name (${match[0]}) that nobody at the table has`;
  }
  return null;
}

function inventions(clause: Clause): string | null {
  const { ledger, scene } = clause;
  const things = [...ledger.things].join(" | ");
  const presentWords = new Set([
    ...scene.figures.flatMap((figure) => callWords(figure.name)),
    ...wordsOf(things),
  ]);
  const singular = (word: string): string => word.replace(/(?:['’]s|s['’]?)$/, "");
  for (const word of wordsOf(clause.text)) {
    const one = singular(word);
    const present = presentWords.has(word) || presentWords.has(one);
    if ((BESTIARY.has(word) || BESTIARY.has(one)) && !present)
      return `a creature (${word}) that is not there`;
    if ((INVENTIONS.has(word) || INVENTIONS.has(one)) && !present)
      return `a thing (${word}) that no event shows`;
    if (/^doors?$/.test(word) && !scene.terrain.some((type) => type.startsWith("door")))
      return "a door that is not on the map";
  }
  for (const [said, meant] of WEAPONS)
    if (said.test(clause.text) && !meant.test(things)) return "a weapon that nobody used";
  if (
    SPELLCRAFT.test(clause.text) &&
    ![...ledger.things].some((thing) => clause.text.toLowerCase().includes(thing))
  )
    return "magic that no event shows";
  if (WORLD_CHANGES.test(clause.text)) return "a change of the world that no event shows";
  if (DEATH_SAVE.test(clause.text) && !ledger.trials.some((trial) => trial.for === "death-save"))
    return "a death save that no event shows";
  return null;
}

const INNER_LIFE =
  /\b(?:feels?|felt|thinks?|thought|decid(?:es|ed)|wants? to|hopes?|hoped|fears?|feared|realiz(?:es|ed)|remember(?:s|ed)|wonders?|believes?|knows?|knew|chooses?|chose|considers?|regrets?|vows?|swears?|swore|smiles?|grins?|smirks?|laughs?|weeps?|wept|cries|cried|shouts?|yells?|whispers?|says?|said|asks?|repl(?:ies|ied)|mutters?|curses?|nods?|begs?|pleads?|surrenders?|hesitates?|prays?|trusts?|loves?|hates?|(?:is|are|was|were|grows?|feels?) (?:afraid|scared|terrified|angry|furious|proud|relieved|determined|ashamed|sure|certain|tempted|eager|glad|happy|sad|desperate|confident|nervous|excited)|(?:in|with) (?:fear|terror|anger|fury|rage|pride|relief|triumph|despair|joy|grim determination|satisfaction))\b/i;
const DOES =
  /\b(?:draws? (?!blood|breath)|sheath(?:es|ed)|drinks?|grabs?|picks? up|opens?(?! (?:his|her|its|their) eyes)|closes|kneels?|lights|pulls? out|drops? (?:his|her|its|their)|loots?|searches|attacks?|shoots?|casts?|hides?|dodges|helps?|offers?|gives?|takes? out|readies|climbs?|jumps?|follows?|leads?|turns? to|decides?)\b/i;

/** Nobody but its player says what a character feels, says or does. */
function agency(clause: Clause): string | null {
  const players = new Set(clause.scene.figures.filter((figure) => figure.player).map((figure) => figure.id));
  const ofPlayer = (mention: Mention | null): boolean =>
    mention !== null && mention.ids.length > 0 && mention.ids.every((id) => players.has(id));
  for (const found of find(INNER_LIFE, clause.text))
    if (ofPlayer(subjectMention(clause, found.start)))
      return "decides what a player's character feels or says";
  if (
    /\byou(?:r heart)? (?:feel|think|decide|want|know|realize|remember|must|should|have to|are (?:afraid|sure))\b/i.test(
      clause.text,
    )
  )
    return "decides what a player feels or does";
  for (const found of find(DOES, clause.text)) {
    const mention = subjectMention(clause, found.start);
    if (mention === null || mention.possessive || !ofPlayer(mention)) continue;
    if (!mention.ids.some((id) => clause.ledger.acted.has(id)))
      return "decides what a player's character does";
  }
  return null;
}

export function strangers(clause: Clause): string | null {
  return inventions(clause) ?? agency(clause);
}

/** Judged by the sentence, since a capital says nothing inside a clause that was cut at a comma. */
export function strangersOfSentence(clause: Clause, sentence: string): string | null {
  const known = new Set(
    [
      ...clause.scene.figures.map((figure) => figure.name),
      ...clause.ledger.things,
      clause.scene.sessionName,
    ].flatMap((text) => wordsOf(text).flatMap((word) => [word, ...word.split("-")])),
  );
  return strangerNames(clause, sentence, known);
}
