/**
 * The words by which prose makes a claim that an event can contradict. Wide nets on purpose: a sentence held
 * back costs a little colour, a false one costs the table's trust.
 */

const any = (...parts: readonly string[]): RegExp => new RegExp(`\\b(?:${parts.join("|")})\\b`, "i");

/** Hard things that stop a weapon: a verb of hitting followed by one of these tells a miss. */
const DEAD_END = any(
  "(?:empty |thin |only |nothing but )?air",
  "nothing",
  "stones?",
  "wall",
  "floor",
  "ground",
  "dirt",
  "earth",
  "shield",
  "armou?r",
  "wood",
  "pillar",
  "shadows?",
  "where .{1,30} (?:was|had been|stood)",
);

export const HIT = any(
  "hits?(?! points?| dice| die)",
  "lands?(?! (?:on|flat|hard|prone|in|badly|safely|softly|beside|next|near))",
  "connects?",
  "strikes?(?= (?:true|home|hard|the|him|her|it|at the heart|\\p{Lu}|deep|with))",
  "struck",
  "slash(?:es|ed)",
  "slic(?:es|ed)",
  "stab(?:s|bed)",
  "pierc(?:es|ed)",
  "punch(?:es|ed)",
  "bites?(?! back)",
  "bit",
  "sinks? (?:in|deep|home|its)",
  "tears?",
  "tore",
  "rips?",
  "ripped",
  "goug(?:es|ed)",
  "gash(?:es|ed)",
  "cleav(?:es|ed)",
  "cuts?(?= (?:into|through|down|deep|opens?|across|the|him|her|it|\\p{Lu}))",
  "carv(?:es|ed)",
  "smash(?:es|ed)",
  "crush(?:es|ed)",
  "crunch(?:es|ed)?",
  "batter(?:s|ed)",
  "slams?",
  "slammed",
  "thuds? (?:into|home)",
  "(?:drives?|drove|sinks?|sank|thrusts?|plung(?:es|ed)|buries|buried) (?:\\w+ ){0,3}(?:into|home|deep|through)(?! the (?:floor|ground|wall|dirt|earth|wood|mud|muck|door))",
  "(?:cutting|slicing|tearing|biting|ripping|carving|stabbing|sinking|(?:slashing|piercing)(?! damage))",
  "opens? (?:up )?(?:(?:him|her|it|them)(?! (?:eyes|mouth|arms|hands?)\\b)|an? (?:\\w+ )?(?:gash|cut|wound))",
  "skewer(?:s|ed)",
  "impal(?:es|ed)",
  "wound(?:s|ed)",
  "draws? blood",
  "bloodies",
  "finds? (?:its|his|her|their) mark",
  "finds? (?:flesh|home|a gap)",
  "(?:cannot|can't|does not|doesn't|did not|didn't|never) miss",
);

export const MISS = any(
  "miss(?:es|ed)?",
  "(?:goes|went|flies|flew|swings?|sails?|falls?) (?:hopelessly |far |just |well )?(?:wide|astray|high|short|over|past)",
  "whistles?",
  "whistled",
  "swish(?:es|ed)",
  "clangs?",
  "clanged",
  "clatters? (?:off|away|against|harmlessly)",
  "glanc(?:es|ed)",
  "skitter(?:s|ed)",
  "skids? off",
  "deflect(?:s|ed)?",
  "parr(?:y|ies|ied)",
  "block(?:s|ed)",
  "dodg(?:es|ed)(?= (?:the|it|his|her|its|aside|away|\\p{Lu}|back|clear|under))",
  "ducks?(?: under| away| aside| beneath| the| clear)?",
  "ducked",
  "(?:twists?|jumps?|leaps?|darts?|hops?|rolls?|leans?|sways?|slips?) (?:aside|clear|out of (?:the way|reach))",
  "already gone",
  "just short",
  "sidesteps?",
  "sidestepped",
  "evad(?:es|ed)",
  "harmless(?:ly)?",
  "turns? (?:it |the \\w+ )?aside",
  "turned aside",
  "empty air",
  "nothing but air",
  "thin air",
  "bur(?:y|ies|ied) (?:itself|himself|herself|themselves)? ?in the (?:floor|ground|wall|dirt|earth|wood|mud|muck|door)",
  "(?:cannot|can't|could not|couldn't|does not|doesn't|did not|didn't|never|fails? to|failed to) (?:hit|connect|land|find|reach|touch|strike|bite|pierce)",
);

/** Intransitive: whoever is named before them is dead. */
export const DIES = any(
  "dies",
  "died",
  "dead",
  "lifeless(?:ly)?",
  "perish(?:es|ed)",
  "corpse",
  "(?:breath(?:es|ed)|draws?|drew) (?:its|his|her|their) last",
  "last breath",
  "incinerat(?:es|ed)",
  "slain",
  "killed",
  "(?:is|are|breathes|moves) no more",
  "(?:is|lies|lay|falls|goes) still$",
  "final (?:gurgle|breath|cry|rattle)",
  "final moments?",
  "no longer among the living",
  "meets? (?:its|his|her|their) (?:end|death|maker|doom)",
  "head rolls",
  "trouble (?:nobody|no one|no-one|anyone) (?:again|no more)",
  "light (?:fades|leaves|dies|goes out)",
  "life (?:leaves|left|drains)",
  "death (?:takes|took|claims|claimed)",
);
/** Transitive: whoever is named after them is dead. */
export const KILLS = any(
  "kill(?:s|ed)",
  "(?:ends?|ended|takes?|took) (?:\\S+ ){1,3}life",
  "slay(?:s)?",
  "slew",
  "behead(?:s|ed)",
  "decapitat(?:es|ed)",
  "dispatch(?:es|ed)",
  "execut(?:es|ed)",
  "(?:finish(?:es|ed)|cuts?|puts?) (?:\\w+ ){0,3}(?:off|down for good)",
);
export const GOES_DOWN = any(
  "(?:does not|doesn't|will not|won't|never) (?:rise|get up|stir|move)(?: again)?",
  "collaps(?:es|ed)",
  "crumples?",
  "crumpled",
  "(?:falls?|fell|goes|went|drops?|dropped) (?:down|unconscious|limp|senseless|still|to the \\w+|in a heap|dead|lifeless)",
  "unconscious",
  "knocked out",
  "cuts? (?:\\w+ ){1,3}down",
  "fells",
  "felled",
  "blacks out",
  "senseless",
);

/** Only the living are so; the dying cling to it. */
export const LIVES = any(
  "barely (?:alive|standing|holding)",
  "still (?:alive|standing|fighting|breathing|on (?:its|his|her|their) feet|stands|fights|breathes)",
  "alive",
  "survives?",
  "survived",
  "last hit point",
  "clings? (?:to|on)",
  "hangs? on",
  "(?:refuses|refused) to (?:die|fall|go down)",
  "(?:does not|doesn't|did not|didn't) (?:die|fall|go down)",
);
/** Only who is up does so. */
export const ACTS = any(
  "stagger(?:s|ed)?",
  "reels?",
  "fights? on",
  "fights? back",
  "snarl(?:s|ing|ed)?",
  "stab(?:s|bing)? back",
  "(?:strikes?|swings?|lashes|bites?|hits?|claws?) back",
  "retaliat(?:es|ed)",
  "charg(?:es|ed|ing)",
  "swings?",
  "lung(?:es|ed)",
  "attacks?",
  "flees?",
  "fled",
  "retreats?",
  "runs?",
  "grits",
  "laughs?",
  "shouts?",
  "screams? (?:at|in defiance)",
  "rises?",
  "gets? (?:back )?up",
  "stands? up",
);

export const HEALS = any(
  "heals?",
  "healed",
  "regains?",
  "recovers?",
  "mends?",
  "(?:wounds?|cuts?|gash(?:es)?) (?:close|knit|seal|vanish)",
  "restor(?:es|ed)",
  "comes? back to life",
  "resurrect(?:s|ed)",
  "revives?",
  "regenerates?",
  "revived",
);
export const WAKES = any(
  "comes? to",
  "wakes?(?: up)?",
  "regains? consciousness",
  "opens? (?:his|her|its|their) eyes",
  "(?:back|returns) (?:up )?(?:on|to) (?:his|her|its|their) feet",
);
/** Signs of harm, on whoever is named with them. */
export const HURT = any(
  "wounded",
  "bloodied",
  "bleeds?",
  "bleeding",
  "yelps?",
  "shrieks?",
  "reels?",
  "clutch(?:es|ing)",
  "in (?:pain|agony)",
  "winces?",
  "injured",
);
export const UNHURT = any(
  "unscathed",
  "unharmed",
  "unhurt",
  "uninjured",
  "without a scratch",
  "(?:is|are) not (?:even )?scratched",
  "(?:isn't|aren't|wasn't) (?:even )?scratched",
  "no damage",
  "untouched",
  "not a scratch",
);
export const CRITICAL = any(
  "critical(?:ly)?(?: hit| strike)?",
  "crits?",
  "natural (?:20|twenty)",
  "perfect hit",
);
export const DAMAGE_WORD = any("damage");

/** A change of place, which a move must prove. */
export const MOVES = any(
  "runs?",
  "ran",
  "charg(?:es|ed)",
  "sprint(?:s|ed)",
  "dash(?:es|ed)",
  "flees?",
  "fled",
  "retreats?",
  "retreated",
  "withdraws?",
  "withdrew",
  "walks?",
  "walked",
  "climb(?:s|ed)",
  "fl(?:ies|ew) (?:up|away|across|off)",
  "teleport(?:s|ed)",
  "vanish(?:es|ed)",
  "dances? (?:away|clear|back|aside)",
  "backs? (?:away|off)",
  "rush(?:es|ed)",
  "escap(?:es|ed) (?:through|into|down|from the)",
  "leaves the",
  "slips? (?:away|past)",
  "mov(?:es|ed) (?:forward|up|in|to|towards?|across|away|closer|back|past|around)",
  "crosses",
  "advanc(?:es|ed)",
  "races?",
  "leaps? (?:over|across|onto|back)",
);
export const BREAKS_FREE = any(
  "slips? (?:out|free|loose)",
  "(?:breaks?|wriggles?|twists?|tears?|pulls?|wrenches) (?:free|loose|away|out)",
  "escap(?:es|ed)",
  "shakes? (?:him|her|it|them|\\w+) off",
  "out of (?:\\w+['’]s|his|her|its|their) (?:grasp|grip|hold|arms)",
);
export const HOLDS = any(
  "locks? (?:around|on|tight)",
  "holds? (?:on|fast|tight|him|her|it|them)",
  "pins?",
  "pinned",
  "(?:has|have|had|gets?|got) (?:hold of|a hold|him|her|it|a grip)",
  "in (?:\\w+['’]s|his|her|its|their) (?:grip|grasp|hold|arms)",
);
export const SUCCEEDS = any(
  "succe(?:eds|eded)",
  "success(?:fully)?",
  "manages? to",
  "managed to",
  "clears? the dc",
  "pulls? it off",
  "saves?",
  "shrugs? (?:it |that )?off",
  "(?:opens|gives way|clicks open)",
);
export const FAILS = any(
  "fails?",
  "failed",
  "failure",
  "botch(?:es|ed)",
  "snaps?",
  "stubborn(?:ly)?",
  "in vain",
  "to no avail",
  "refuses? to (?:open|budge|give|move)",
  "stays? (?:\\w+ )?(?:shut|locked|closed)",
  "too slow",
  "too late",
  "comes? up short",
);
/** On one's feet, which prone denies. */
export const UPRIGHT = any(
  "on (?:his|her|its|their) feet(?= |$|[.,;!])(?! again)",
  "keeps? (?:his|her|its|their) (?:feet|footing|balance)",
  "stays? (?:upright|standing)",
  "lands? (?:\\w+ )?on (?:his|her|its|their) feet",
);

/** Words for conditions beside their own names. */
export const CONDITION_WORDS: Readonly<Record<string, RegExp>> = {
  blinded: any("blind(?:ed|s)?", "sightless"),
  charmed: any("charm(?:ed|s)", "beguil(?:ed|es)", "bewitch(?:ed|es)"),
  deafened: any("deafen(?:ed|s)"),
  exhaustion: any("exhaust(?:ed|ion)"),
  frightened: any("frightened", "terrified", "panick(?:s|ed)", "cowers?"),
  grappled: any("grappled", "grapples", "seiz(?:es|ed)"),
  incapacitated: any("incapacitated"),
  invisible: any("invisible", "turns? invisible", "unseen by all"),
  paralyzed: any("paraly[sz](?:ed|es)"),
  petrified: any("petrif(?:ied|ies)", "turned to stone", "turns to stone"),
  poisoned: any("poisoned", "venom courses"),
  prone: any(
    "prone",
    "sprawl(?:s|ed|ing)",
    "knocks? (?:\\w+ ){1,3}(?:down|over|flat)",
    "flat on (?:his|her|its|their) back",
    "off (?:his|her|its|their) feet",
    "(?:knocks?|throws?|sends?|drags?|pulls?) (?:\\S+ ){1,3}to the (?:ground|floor)",
  ),
  restrained: any("restrained", "entangled", "ensnared"),
  stunned: any("stun(?:ned|s)", "dazed", "dazes"),
  unconscious: any("unconscious", "knocked out", "senseless"),
};

/** Which damage types a verb of harm may stand for. */
export const HARM_VERBS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    any(
      "burn(?:s|ed|ing)?",
      "scorch(?:es|ed)?",
      "sear(?:s|ed)?",
      "char(?:s|red)",
      "ablaze",
      "incinerat(?:es|ed)",
    ),
    ["fire", "acid", "radiant", "lightning"],
  ],
  [any("freez(?:es|ing)", "frozen", "froze", "frostbit(?:es|ten)"), ["cold"]],
  [any("electrocut(?:es|ed)", "shock(?:s|ed) with lightning"), ["lightning"]],
  [any("dissolv(?:es|ed)", "corrod(?:es|ed)"), ["acid"]],
];

/** Before a verb, these unmake its claim. */
export const UNMADE =
  /(?:\b(?:not|never|no|nothing|without|hardly|almost|nearly|should have|would have|could have|might have|may have|as if|as though|like a|meant to|means to|tr(?:y|ies|ied|ying) to|attempt(?:s|ed|ing)? to|threaten(?:s|ed|ing)? to|about to|fails? to|failed to|ready to|wants? to|if|looking to|instead of|too \w+ to|cannot|or)|n't)\b[^,;:.]{0,40}$/i;

export { DEAD_END };
