import type { RuleId } from "../rule-ids.ts";
import { type Anchor, at } from "./anchor.ts";

/** Where the built-in book states each rule. Every rule id stands here: one left out does not compile. */
export const BUILT_IN_BINDINGS: Readonly<Record<RuleId, Anchor>> = {
  "abilities.modifiers": at("The Twenty-Sided Die > Ability Modifiers", "halve what is left and round down"),
  "abilities.proficiency-bonus": at(
    "The Twenty-Sided Die > Proficiency Bonus",
    "added once to a roll or not at all",
  ),
  "abilities.advantage": at(
    "The Twenty-Sided Die > Advantage and Disadvantage",
    "With advantage you roll two d20s",
  ),
  "abilities.checks": at("The Twenty-Sided Die > Ability Checks", "total is at least the difficulty class"),
  "abilities.contests": at("The Twenty-Sided Die > Contests", "the higher total wins the contest"),
  "abilities.group-checks": at("The Twenty-Sided Die > Group Checks", "at least half of them succeed"),
  "abilities.passive-checks": at("The Twenty-Sided Die > Passive Checks", "ten plus every modifier"),
  "abilities.saving-throws": at(
    "The Twenty-Sided Die > Saving Throws",
    "add the modifier of the ability that is named",
  ),
  "abilities.hiding": at("The Twenty-Sided Die > Hiding", "Make a Dexterity (Stealth) check"),
  "abilities.help": at(
    "The Twenty-Sided Die > Working Together",
    "gives that creature advantage on the ability check",
  ),
  "abilities.rounding": at("The Twenty-Sided Die > Rounding", "Wherever a number is divided, round down"),
  "combat.surprise": at("The Order of Combat > Surprise", "A surprised creature can neither move nor act"),
  "combat.initiative": at("The Order of Combat > Initiative", "from the highest total to the lowest"),
  "combat.turn": at("The Order of Combat > Your Turn", "move as far as your speed and take one action"),
  "combat.bonus-actions": at("The Order of Combat > Bonus Actions", "You take at most one on your turn"),
  "combat.reactions": at("The Order of Combat > Reactions", "until the start of your next turn"),
  "combat.free-interaction": at(
    "The Order of Combat > Free Interaction",
    "The first object you handle on your turn costs you nothing",
  ),
  "combat.ending": at("The Order of Combat > The End of a Fight", "A fight is over when nobody is left"),
  "combat.movement": at(
    "Movement and Position > Moving on Your Turn",
    "Every foot that you move comes off your speed",
  ),
  "combat.difficult-terrain": at(
    "Movement and Position > Difficult Terrain",
    "Every foot in difficult terrain costs one foot more",
  ),
  "combat.prone": at(
    "Movement and Position > Dropping Prone and Standing Up",
    "standing up costs half of your speed",
  ),
  "combat.moving-through-creatures": at(
    "Movement and Position > Moving Through Other Creatures",
    "two sizes larger or smaller than you",
  ),
  "combat.space": at("Movement and Position > Size and Space", "A creature holds more of the ground"),
  "combat.grid": at("Movement and Position > The Grid", "Moving into a neighbouring square costs five feet"),
  "combat.forced-movement": at(
    "Movement and Position > Being Moved by Force",
    "Movement forced on you uses none of your speed",
  ),
  "adventuring.falling": at("Movement and Position > Falling", "1d6 bludgeoning damage for every ten feet"),
  "adventuring.vision": at("Movement and Position > Light and Sight", "as good as blinded toward it"),
  "combat.attack-action": at("Actions in Combat > Attack", "With the Attack action you make one attack"),
  "combat.dash": at("Actions in Combat > Dash", "extra movement for this turn equal to your speed"),
  "combat.disengage": at("Actions in Combat > Disengage", "your movement provokes no opportunity attacks"),
  "combat.dodge": at("Actions in Combat > Dodge", "any attack roll against you has disadvantage"),
  "combat.help": at("Actions in Combat > Help", "the first attack roll that your chosen ally makes"),
  "combat.hide": at("Actions in Combat > Hide", "The Hide action is a Dexterity (Stealth) check"),
  "combat.ready": at("Actions in Combat > Ready", "carry that out as your reaction"),
  "combat.search": at("Actions in Combat > Search", "The Search action is a Wisdom (Perception)"),
  "combat.use-object": at("Actions in Combat > Use an Object", "you take the Use an Object action"),
  "combat.attack-rolls": at(
    "Making an Attack > Attack Rolls",
    "at least the target's armor class, the attack hits",
  ),
  "combat.natural-1-or-20": at(
    "Making an Attack > The Natural One and Twenty",
    "A 20 on the die always hits",
  ),
  "combat.unseen-attackers": at(
    "Making an Attack > Unseen Attackers and Targets",
    "against a target that you cannot see",
  ),
  "combat.range": at("Making an Attack > Range", "up to the long range your attack roll has disadvantage"),
  "combat.ranged-in-close-combat": at(
    "Making an Attack > Shooting at Close Quarters",
    "while a hostile creature is within five feet of you",
  ),
  "combat.melee-attacks": at("Making an Attack > Melee Attacks", "strikes what is within your reach"),
  "combat.unarmed-strikes": at("Making an Attack > Unarmed Strikes", "one plus your Strength modifier"),
  "combat.improvised-weapons": at(
    "Making an Attack > Improvised Weapons",
    "It deals 1d4 damage of a kind that the DM names",
  ),
  "combat.opportunity-attacks": at("Making an Attack > Opportunity Attacks", "leaves your reach by moving"),
  "combat.two-weapon-fighting": at(
    "Making an Attack > Fighting with Two Weapons",
    "a different light melee weapon in the other",
  ),
  "combat.grappling": at("Making an Attack > Grappling", "Your Strength (Athletics) check is contested"),
  "combat.shoving": at("Making an Attack > Shoving", "knock the target prone or push it five feet"),
  "combat.cover": at("Making an Attack > Cover", "A target behind half cover has +2"),
  "combat.multiattack": at(
    "Making an Attack > Multiattack",
    "exactly the set of attacks that its entry lists",
  ),
  "combat.hit-points": at("Damage, Healing and Dying > Hit Points", "Damage comes off the hit points"),
  "combat.damage-rolls": at(
    "Damage, Healing and Dying > Damage Rolls",
    "add the same ability modifier as for the attack",
  ),
  "combat.critical-hits": at(
    "Damage, Healing and Dying > Critical Hits",
    "Roll all of the attack's damage dice twice",
  ),
  "combat.damage-types": at("Damage, Healing and Dying > Damage Types", "Every damage has a type"),
  "combat.resistance-and-vulnerability": at(
    "Damage, Healing and Dying > Resistance and Vulnerability",
    "Resistance halves damage of its type",
  ),
  "combat.damage-immunity": at("Damage, Healing and Dying > Damage Immunity", "takes none of it"),
  "combat.healing": at("Damage, Healing and Dying > Healing", "up to the maximum and no further"),
  "combat.temporary-hit-points": at(
    "Damage, Healing and Dying > Temporary Hit Points",
    "Damage takes them first",
  ),
  "combat.instant-death": at(
    "Damage, Healing and Dying > Dead at Once",
    "what remains of it is at least your hit point maximum",
  ),
  "combat.falling-unconscious": at(
    "Damage, Healing and Dying > Falling Unconscious",
    "does not kill you, you fall unconscious",
  ),
  "combat.death-saving-throws": at(
    "Damage, Healing and Dying > Death Saving Throws",
    "Ten or higher is a success",
  ),
  "combat.damage-at-0-hit-points": at(
    "Damage, Healing and Dying > Damage While Down",
    "you suffer a failed death saving throw",
  ),
  "combat.stabilizing": at("Damage, Healing and Dying > Stabilising", "a DC 10 Wisdom (Medicine) check"),
  "combat.monsters-and-death": at(
    "Damage, Healing and Dying > How Monsters Die",
    "A monster dies when it has no hit points left",
  ),
  "combat.knocking-out": at(
    "Damage, Healing and Dying > Knocking a Creature Out",
    "the attacker may choose at that moment",
  ),
  "conditions.blinded": at(
    "Conditions > Blinded",
    "While you are blinded your attack rolls have disadvantage",
  ),
  "conditions.charmed": at("Conditions > Charmed", "attack the one who charmed you"),
  "conditions.deafened": at("Conditions > Deafened", "a check that needs hearing fails"),
  "conditions.exhaustion": at("Conditions > Exhaustion", "Exhaustion has six levels"),
  "conditions.frightened": at("Conditions > Frightened", "cannot willingly move closer to it"),
  "conditions.grappled": at("Conditions > Grappled", "A grappled creature's speed becomes 0"),
  "conditions.incapacitated": at("Conditions > Incapacitated", "can take neither actions nor reactions"),
  "conditions.invisible": at("Conditions > Invisible", "You cannot be seen without magic"),
  "conditions.paralyzed": at("Conditions > Paralyzed", "A paralyzed creature is incapacitated"),
  "conditions.petrified": at("Conditions > Petrified", "A petrified creature is incapacitated"),
  "conditions.poisoned": at("Conditions > Poisoned", "A poisoned creature has disadvantage"),
  "conditions.prone": at("Conditions > Prone", "A prone creature can only crawl"),
  "conditions.restrained": at("Conditions > Restrained", "A restrained creature's speed becomes 0"),
  "conditions.stunned": at("Conditions > Stunned", "A stunned creature is incapacitated"),
  "conditions.unconscious": at("Conditions > Unconscious", "An unconscious creature is incapacitated"),
  "equipment.armor": at("Arms and Armor > Armor Class", "Unarmored, it is ten plus your Dexterity modifier"),
  "equipment.weapon-proficiency": at(
    "Arms and Armor > Weapon Proficiency",
    "add your proficiency bonus to the attack roll",
  ),
  "equipment.weapon-properties": at(
    "Arms and Armor > Weapon Properties",
    "the properties in its entry tell how it is used",
  ),
  "equipment.thrown": at("Arms and Armor > Thrown Weapons", "may be hurled for a ranged attack"),
  "equipment.versatile": at(
    "Arms and Armor > Versatile Weapons",
    "when you use both hands for a melee attack",
  ),
  "equipment.ammunition": at("Arms and Armor > Ammunition", "Every attack uses up one piece of ammunition"),
  "equipment.loading": at(
    "Arms and Armor > Loading",
    "only one shot with an action, a bonus action or a reaction",
  ),
  "equipment.heavy": at("Arms and Armor > Heavy Weapons", "A Small creature has disadvantage"),
  "equipment.two-handed": at(
    "Arms and Armor > Two-Handed Weapons",
    "needs both hands in the moment of the attack",
  ),
  "features.extra-attack": at("Class Features > Extra Attack", "holds two attacks instead of one"),
  "features.sneak-attack": at(
    "Class Features > Sneak Attack",
    "when you hit with a finesse or a ranged weapon",
  ),
  "features.improved-critical": at("Class Features > Improved Critical", "on a 19 or a 20 on the die"),
  "features.fighting-style": at("Class Features > Fighting Style", "a habit of the hands, chosen once"),
  "features.second-wind": at("Class Features > Second Wind", "1d10 plus your fighter level"),
  "features.action-surge": at("Class Features > Action Surge", "you take one additional action"),
  "features.cunning-action": at(
    "Class Features > Cunning Action",
    "a bonus action to Dash, Disengage or Hide",
  ),
  "features.indomitable": at("Class Features > Indomitable", "roll a saving throw again that you failed"),
  "features.relentless-rage": at(
    "Class Features > Relentless Rage",
    "stay up with one hit point by a Constitution",
  ),
  "features.deflect-missiles": at(
    "Class Features > Deflect Missiles",
    "1d10 plus your Dexterity modifier and your monk level",
  ),
  "features.aura-of-protection": at(
    "Class Features > Aura of Protection",
    "add your Charisma modifier to their saving throws",
  ),
  "features.gnome-cunning": at(
    "Class Features > Gnome Cunning",
    "on Intelligence, Wisdom and Charisma saving throws against magic",
  ),
  "features.rage": at("Class Features > Rage", "puts two more points into every blow of yours"),
  "features.reckless-attack": at(
    "Class Features > Reckless Attack",
    "decide with the first attack of your turn",
  ),
  "features.danger-sense": at(
    "Class Features > Danger Sense",
    "advantage on Dexterity saving throws against what you can see",
  ),
  "features.critical-dice": at("Class Features > Extra Dice on Critical Hits", "one die of the weapon more"),
  "features.lucky": at("Class Features > Lucky", "roll that die again and keep the new number"),
  "features.relentless-endurance": at(
    "Class Features > Relentless Endurance",
    "you may stay up with one hit point",
  ),
  "features.uncanny-dodge": at(
    "Class Features > Uncanny Dodge",
    "spend your reaction to take half of its damage",
  ),
  "features.martial-arts": at("Class Features > Martial Arts", "one unarmed strike as a bonus action"),
  "features.ki": at("Class Features > Ki", "A point of ki buys"),
  "features.stunning-strike": at(
    "Class Features > Stunning Strike",
    "stunned until the end of your next turn",
  ),
  "features.colossus-slayer": at("Class Features > Colossus Slayer", "below its hit point maximum"),
  "features.divine-smite": at("Class Features > Divine Smite", "spend a spell slot to add radiant damage"),
  "features.lay-on-hands": at(
    "Class Features > Lay on Hands",
    "a pool of five hit points for each paladin level",
  ),
  "monsters.nimble-escape": at(
    "Traits of Monsters > Nimble Escape",
    "may Disengage or Hide as a bonus action",
  ),
  "monsters.pack-tactics": at(
    "Traits of Monsters > Pack Tactics",
    "one of its allies is within five feet of the target",
  ),
  "monsters.undead-fortitude": at(
    "Traits of Monsters > Undead Fortitude",
    "DC of five plus the damage taken",
  ),
  "monsters.legendary-actions": at(
    "Traits of Monsters > Legendary Actions",
    "At the end of another creature's turn",
  ),
  "monsters.legendary-resistance": at(
    "Traits of Monsters > Legendary Resistance",
    "choose to succeed instead",
  ),
  "monsters.regeneration": at(
    "Traits of Monsters > Regeneration",
    "closes its wounds at the start of each of its turns",
  ),
  "monsters.recharge": at("Traits of Monsters > Recharge", "rolls a d6 at the start of each of its turns"),
  "monsters.parry": at("Traits of Monsters > Parry", "adds to its armor class against one melee attack"),
  "monsters.martial-advantage": at(
    "Traits of Monsters > Martial Advantage",
    "an ally that can act is within five feet of the target",
  ),
  "monsters.magic-resistance": at(
    "Traits of Monsters > Magic Resistance",
    "advantage on saving throws against spells",
  ),
  "monsters.sunlight-sensitivity": at("Traits of Monsters > Sunlight Sensitivity", "In the light of the sun"),
  "adventuring.short-rest": at("Rest and Reward > Short Rest", "you may spend hit dice"),
  "adventuring.long-rest": at("Rest and Reward > Long Rest", "you regain all lost hit points"),
  "adventuring.experience": at("Rest and Reward > Experience", "the party shares the sum evenly"),
  "table.dice-by-hand": at("The Table > Dice Rolled by Hand", "asks for the face that the die shows"),
  "table.dice-by-server": at(
    "The Table > Dice Rolled by the Server",
    "every face is drawn from both in a numbered row",
  ),
  "table.override": at("The Table > Rulings of the Dungeon Master", "An override is always recorded"),
  "table.undo": at("The Table > Taking Back", "take back the latest moves"),
  "table.waiting": at("The Table > Waiting for an Answer", "The game waits for the answer"),
  "table.monster-initiative": at(
    "The Table > Initiative for Groups of Monsters",
    "share one initiative roll",
  ),
  "table.initiative-ties": at(
    "The Table > Ties in Initiative",
    "the one with the higher Dexterity score goes first",
  ),
};
