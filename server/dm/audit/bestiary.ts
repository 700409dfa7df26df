/** Beasts and folk of the SRD that a telling might invent; one word each is enough to catch them. */
export const BESTIARY = new Set(
  `aboleth angel ankheg ape banshee basilisk bat bear beetle behir bugbear bulette camel centaur centipede chimera chuul
  cloaker cockatrice couatl crocodile cultist cyclops deer demon devil dinosaur djinni doppelganger dragon drake drider
  dryad duergar dwarf elemental elf ettercap ettin fiend gargoyle genie ghost ghoul giant gnoll gnome goblin golem
  gorgon griffon grimlock guardian hag halfling harpy hellhound hippogriff hobgoblin homunculus horse hound human hydra
  imp kobold kraken lamia lich lion lizardfolk lycanthrope mage manticore medusa merfolk mimic minotaur mummy naga
  nightmare ogre ooze orc otyugh owlbear panther pegasus phoenix pirate priest pseudodragon rat roc roper sahuagin
  salamander satyr scorpion scout shark skeleton snake soldier spectre specter sphinx spider sprite stirge succubus
  swarm tarrasque tiefling tiger treant troll unicorn vampire vulture warlock weasel werewolf wight wizard wolf wolves
  worg stranger newcomer reinforcements knight villager merchant king queen
  wizard sorcerer warlord chieftain assassin thief wraith wyvern xorn zombie`.split(/\s+/),
);
