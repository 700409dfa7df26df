/** Words that say nothing about what a question is about. */
export const STOP = new Set(
  (
    "a an and any are as at be been being but by can could did do does doesn don for from get gets got had has have he her here hers " +
    "him his how i if im in into is isn it its ive just know like ll lot me my no not of off on or our out re s say she should so " +
    "some someone something still than that thats the their them then there these they thing things this those to too up us ve was " +
    "we were what whats when where which while who whos whose why will with would wont yeah yep you your youre u t d m ok okay " +
    "actually also am another anyone anything because before already even exactly ever every except going gonna gotta guess hey " +
    "kinda lets let maybe mean means need needs now one only other please pls really right sorta sort stuff sure tell thanks though " +
    "thru wanna want wants way well whatever won work works wondering much many about after again against rule rules question bit"
  ).split(" "),
);

/** Words of everyday talk. A rule book has few of them, so they would seem rare there and count for more than they say. */
export const EVERYDAY = new Set(
  (
    "able ago allowed almost alone along always amount angry answer anyway apart around ask asked asks away back bad barely become " +
    "begin behind belong best better between big bit blame boring both bother bring brings brought bunch busy call called calls came " +
    "care careful case change changed check cheap choose chose clear close cold come comes coming completely cool correct count " +
    "counts couple couldn course cut day days dead deal decide decided decides depends did didn different doing done door down " +
    "drop drops each early easy eat either else end ended ends enough even evening everybody everyone everything exact extra face " +
    "facing fair far fast feel few figure final find fine finish first fit five follow forget forgot found four free front full fun " +
    "game gave general getting given gives giving goes good great group guess half hand hands happen happened happening happens " +
    "hard hate head hear heard help helps high hope hour hours house huge idea important including inside instead item job keep " +
    "keeps kept kid kind knew knows large last late later least leave leaves left less lets level life list little long look looked " +
    "looking looks lose loses lost lots love low lucky main makes making man matter max meant meeting meets mess middle might mind " +
    "minute minutes miss missed mom money month morning mostly move moved mr must myself name near nearby never new next nice night " +
    "nobody normal normally note nothing number obviously odd off old once ones open opens order ourselves own part person people " +
    "pick picked picks piece place places plan play player players playing please plus point possible pretty probably problem prob " +
    "put puts quick quickly quite random rather reach read reads ready real reason recently remember remove return round said same " +
    "sat saw saying says second see seem seems seen send sent separate session set several short shouldn show side sir sister brother sit " +
    "situation small sometimes soon sorry sounds special specific spend spent sit split standing start started starts stay stays still " +
    "stole stolen stop stopped stops straight such suddenly suppose supposed swap switch table talk talking team tells ten thank " +
    "thats themselves think thinking third thought three tie till time times today together told tonight took top total totally " +
    "touch town toward tried tries trouble true try trying turn turned turns twice type understand unless until use used uses using " +
    "usual usually very wait walking wasn water wear week weeks weird went wise within without wonder woman word words worth wrong " +
    "yes yesterday yet young yours yourself"
  ).split(" "),
);

/** Words whose ending only looks like a British spelling. */
export const KEEP = new Set(
  "four hour our your pour noise rise raise wise disguise promise surprise exercise surprised raised disguised raises rises devour otherwise likewise cruise praise precise concise premise".split(
    " ",
  ),
);

/** Forms that no ending gives away, with the stem that they share with their word. */
export const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    fell: "fall",
    fallen: "fall",
    threw: "throw",
    thrown: "throw",
    shot: "shoot",
    caught: "catch",
    hid: "hide",
    hidden: "hide",
    hiding: "hide",
    held: "hold",
    broke: "break",
    broken: "break",
    fought: "fight",
    stole: "steal",
    stolen: "steal",
    swam: "swim",
    swum: "swim",
    ran: "run",
    bitten: "bite",
    ate: "eat",
    eaten: "eat",
    dying: "die",
    died: "die",
    dies: "die",
    lying: "lie",
    slept: "sleep",
    asleep: "sleep",
    flew: "fly",
    flying: "fly",
    flown: "fly",
    flies: "fly",
    flight: "fly",
    grew: "grow",
    knew: "know",
    wore: "wear",
    worn: "wear",
    spent: "spend",
    stood: "stand",
    went: "go",
    gone: "go",
    made: "make",
    took: "take",
    taken: "take",
    gave: "give",
    given: "give",
    men: "man",
    wolves: "wolf",
    elves: "elf",
    dwarves: "dwarf",
    thieves: "thief",
    knives: "knife",
    lives: "life",
    feet: "foot",
    teeth: "tooth",
    mice: "mouse",
    dice: "die_",
    die: "die",
    saves: "save",
    saving: "save",
    saved: "save",
    resistant: "resist",
    resistance: "resist",
    immune: "immune",
    immunity: "immune",
    immunities: "immune",
    invisibility: "invisible",
    proficient: "profici",
    proficiency: "profici",
    proficiencies: "profici",
    casting: "cast",
    caster: "cast",
    casters: "cast",
    frightened: "frighten",
    fright: "frighten",
    blindness: "blind",
    deafness: "deaf",
    deafened: "deaf",
    deafen: "deaf",
    blinded: "blind",
    unconscious: "unconscious",
    unconsciousness: "unconscious",
    paralysis: "paralyz",
    petrification: "petrifi",
    petrify: "petrifi",
    exhausted: "exhaust",
    exhaustion: "exhaust",
    healing: "heal",
    healed: "heal",
    teleportation: "teleport",
    concentration: "concentr",
    concentrate: "concentr",
    concentrating: "concentr",
    sight: "see",
    seen: "see",
    seeing: "see",
    saw: "see",
    heard: "hear",
  }),
);
