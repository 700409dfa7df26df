/**
 * Names that belong to the wider game but to books that a table may not have loaded. A question about one of them is
 * refused unless a loaded book has a section or an entry of that name. Words after `unless` tell another meaning.
 */
export const NAMES_OF_OTHER_BOOKS = `
2024; 5.5e; aarakocra; aasimar; aberrant mind; aberrant sorcerer; abi-dalzim's horrid wilting; abjuration
wizard; abjure enemy; abjurer; abominable yeti; absorb element; absorb elements; abyssal tieflings; acererak;
acquisitions incorporated; action surge 2024; actor feat; aganazzar's scorcher; alchemist artificer; alchemy
jug; alert feat; alien technology; all-purpose tool; allip; ambush master; amethyst dragon; ancestral
guardian; ancients paladin; annis hag; antimatter rifle; arcana domain; arcanaloth; arcane archer; arcane
deflection; arcane gate; arcane grimoire; arcane trickster; arcane ward; archfey; armor of agathys; armorer;
arms of hadar; artificer; artificers; artisan's blessing; ashardalon's stride; asmodeus stats; aspect of the
beast; assassin rogue; assassinate feature; astral elf; astral self; athlete feat; aura of life; aura of
purity; aura of vitality; autognome; awakened mind; ballista; balm of the summer court; banderhobb; banishing
smite; banneret; bard of valor; barghest; barlgura; bastion; bastions; battle master; battle smith;
battlemaster; battlerager; bear totem; beast barbarian; beast master; beast sense; beastmaster; beholder;
beholder zombie; beholders; bend luck; benign transposition; bheur hag; blackrazor; blade ward; bladelock
hexblade; bladesinger; bladesingers; bladesinging; bladesong; blessed strikes; blight druid; blind fighting
style; blinding smite; blood hunter; blood rite; bloodhunter; bloodied; bloodied condition; bodak; boneclaw;
book of exalted deeds; book of vile darkness; booming blade; borrowed knowledge; bountiful luck; brute
fighter; bugbear player; bullywug; called shot; called shots; cambion; cantrip versatility; cap of water
breathing; carrion crawler; catapult spell; catnap; catoblepas; cause fear; caustic brew; cavalier; cavalier
fighter; celestial patron; celestial warlock; centaur player race; ceremony spell; champion challenge;
changeling; changelings; chaos bolt; charger feat; charlatan; charm animals and plants; chase complications;
chase rules; chasme; chef feat; chill touch feat; chromatic orb; chronomancer; chronurgy; chronurgy magic;
circle of dreams; circle of power; circle of spores; circle of stars; circle of the moon; circle of the sea;
circle of the shepherd; circle of wildfire; cleave; cleave mastery; cleaving through; climb onto a bigger
creature; cloak of shadows; clockwork soul; close quarters shooter; cloud of daggers; cloud rune; college of
creation; college of eloquence; college of glamour; college of spirits; college of swords; college of valor;
college of whispers; combat inspiration; combat maneuvers; combat superiority; combat wild shape; commander's
strike; compelled duel; conjuration wizard; conjure barrage; conjure volley; conjurer wizard; conquest
paladin; convergent future; cordon of arrows; corona of light; cosmic omen; crafting a magic item; crafting
magic items; cranium rat; cranium rats; crawling claw; create bonfire; criminal background; crit fumble; crit
table; critical fumble; critical hit table; crossbow expert; crossbow expertise; crown of madness; crown of
stars; crusader's mantle; crusher; crusher feat; crystal dragon; custom lineage; cyclops; dampen elements;
dao; dark star; dark whispers; darkling; deadly encounter; death domain; death knight; death slaad; death
tyrant; deathlock; deep dragon; defensive duelist; deft explorer; demilich; demogorgon; destroy water
elemental; destructive wave; destructive wrath; dhampir; disarm unless trap lock needle glyph device mechanism
tripwire plate door chest thieves pit; disarming attack; dispel by destroying; displacer beast; displacer
beasts; dissonant whispers; divination wizard; divine soul; dracolich; draconic feats; draegloth; dragon fear
feat; dragon turtle captain; dragonmark; dragonmarked; dragonmarks; drakewarden; dread ambusher; driftglobe;
drizzt; drow high magic; drow matron; drow player; drunken master; dual wielder; dungeon delver; durable feat;
dust devil; dust devil spell; dynamite; ear for deceit; earth tremor; earthbind; eberron; echo knight;
eladrin; elder brain; elder champion; eldritch adept; eldritch knight; eldritch smite; eldritch strike;
eldritch versatility; elemental adept; elemental bane; elemental disciplines; elemental evil; elemental
weapon; elixir of health; elminster; eloquence bard; elven accuracy; emboldening bond; emerald dragon;
empyrean; enchanter wizard; enchantment wizard; encode thoughts; encounter difficulty; encounter multiplier;
ensnaring strike; entertainer background; entropic ward; epic heroism; erupting earth; evasive footwork;
exceptional training; extra attack bladesinger; eye for weakness; eye of vecna; eyes of the dark; eyes of the
grave; facing rule; faerie dragon; fancy footwork; fangs of the fire snake; far realm; far step; fathomless;
favored by the gods; favored foe tasha; feat lucky; feign death; feinting attack; feline agility; fey
presence; fey touched; fey wanderer; fighting initiate; firbolg; fire giant dreadnought; firearm; firearms;
fireball maximized; fist of unbroken air; fizban; flail snail; flame arrows; flameskull; flank unless sneak
rogue; flanked unless sneak rogue; flanking bonus; flanking unless sneak rogue; flind; floating asi; flumph;
folk hero; fomorian; forest gnome; forge cleric; forge domain; friends cantrip; froghemoth; fumble table; fury
of the small; galeb duhr; gas spore; gauth; gem dragon; genasi; genie patron; genie warlock; ghostlance;
giant's might; giff; gift of alacrity; gift of the gem; girallon; gith; githyanki; githzerai; gloom stalker;
gloomstalker; glory paladin; goad; goading; goliath; goliaths; goolock; goristro; grasping vine; grave cleric;
grave domain; great old one; great weapon master; green flame blade; green-flame blade; greenflame blade;
grenade; grim harvest; gritty realism; group patron; grung; guardian of nature; guild artisan; gun; gunner
feat; guns; gunslinger; gwm; hadozee; hail of thorns; half-ogre; halo of spores; hand of vecna; harengon;
healer feat; healing light; healing spirit; healing surge; heart of the storm; heavily armored feat; heavy
armor master; heavy armor mastery; helmed horror; hermit background; hero point; hero points; heroic
inspiration; hex; hex spell; hex warrior; hexadin; hexblade; hexblade warrior; hexblade's curse; hexblades;
hexed; hoard table; hobgoblin devastator; homunculus servant; honor points; honor score; hook horror; horizon
walker; hound of ill omen; hunger of hadar; hypnotic gaze; ice knife; identify a spell as it is cast;
illithid; illusion wizard; immolation; improved minor illusion; infernal calling; infiltration expertise;
inflict curse; infusions; inquisitive; inquisitive rogue; insightful fighting; inspiration points; inspiring
leader; instinctive charm; instrument of the bards; intellect devourer; intellect fortress; interception;
interception style; investiture; investiture of flame; invoke duplicity; iron mind; jackalwere; jim's magic
missile; kalashtar; keen mind feat; kender; kenku; kensei; khopesh; ki-fueled attack; ki-rin; knock spell
mastery; know your enemy; knowledge cleric; knowledge domain; korred; kraken priest; kuo toa; kuo-toa;
leatherworking feat; leonin; leucrotta; light cleric; light domain; lightning arrow; lightning lure; lingering
injuries; lingering injury; linguist feat; lolth; long death monk; loxodon; loyalty score; luck points; lucky
feat; lunar sorcerer; lunar sorcery; lunging attack; maelstrom; mage hand legerdemain; mage slayer; magic
initiate; magical ambush; malleable illusions; mana points; manes demon; maneuver; maneuvers; manoeuvre;
mantle of inspiration; marid; mariner style; martial adept; marut; massive damage system shock; mastermind;
mastermind rogue; maximilian's earthen grasp; meazel; medium armor master; meenlock; melf's minute meteors;
menacing attack; mental prison; mercy monk; metallic dragonborn; metamagic adept; mezzoloth; mind flayer; mind
flayers; mind fortress; mind sliver; mind spike; mind whip; mindwitness; minor alchemy; minor conjuration;
misty escape; mixing potions; mobile feat; mobility feat; moderately armored; modron; mold earth; moon druid;
moon-touched; morale; morale check; morkoth; mountain dwarf; mounted combatant; mud mephit; musket; myconid;
mystic class; naga spy; nagpa; nature cleric; nature domain; nature's wrath; naval combat; necromancy wizard;
needle blight; neogi; neothelid; nick mastery; night walker; nightwalker; nilbog; noble background; nothic;
nycaloth; oath of ancients; oath of conquest; oath of glory; oath of redemption; oath of the ancients; oath of
the crown; oath of the watchers; oath of vengeance; oathbreaker; oblex; observant feat; one dnd; onednd; orc
player; orcish fury; orcus; order cleric; order domain; order of scribes; order of the lycan; order of the
mutant; orog; otherworldly guise; outlander background; overrun; owlin; pact of the talisman; pam feat; path
of giants; path of the ancestral guardian; path of the beast; path of the giant; path of the storm herald;
path of the totem; path of the zealot; path of wild magic; path to the grave; peace cleric; peace domain;
peryton; phantasmal force; phantom rogue; phylactery of; piercer; piercer feat; piercing crit feat; piety;
pistol; planar warrior; player drow; plot points; poisoner feat; pole arm master; polearm master; polearm
mastery; poltergeist; portent; portents; potion miscibility; potion of fire breath; potion of invulnerability;
potion of longevity; potion of vitality; power word heal; power word pain; precision attack; primal companion;
primal knowledge; primal savagery; primal strike; prodigy feat; proficiency dice; psi knight; psi warrior;
psionics class; psychic blades; psychic lance; pureblood; purple dragon knight; pushing attack; pyrotechnics;
quaggoth; quickened healing; quickling; radiance of the dawn; rakish audacity; rally maneuver; random
encounter table; ranger's companion; raulothim's psychic lance; ravenloft; ravenous void; ray of sickness;
reach attack feat; rebuke the violent; red slaad; redcap; redemption paladin; relentless avenger; relentless
battle master; renown; resilient feat; revenant; revised ranger; riposte; ritual caster; ritual caster feat;
rod of the pact keeper; rune knight; runeknight; saddle of the cavalier; sage background; sailor background;
samurai; sanity score; sap mastery; sapphire dragon; satyr player; savage attacker; scag; scarecrow; scout
rogue; scribes wizard; scroll of protection; searing smite; seeking spell; sentinel feat; sentinel shield;
sentinel unless guardian faith glowing spirit statue golem; shadar kai; shadar-kai; shadow arts; shadow blade;
shadow demon; shadow dragon; shadow magic; shadow monk; shadow of moil; shadow sorcerer; shadow step; shadow
touched; shape water; sharp shooter; sharpshooter; shepherd druid; shield master; shield mastery; shifter
race; ship combat; shoosuva; sickening radiance; side initiative; sidekick; sidekicks; siege engine; silvery
barbs; simic; skill empowerment; skill expert; skilled feat; skulker; slaad; slaadi; slasher; slasher feat;
slayer's prey; sleep in armor; sleeping in armor; slow natural healing; smoke mephit; snare spell; soldier
background; sorcerous versatility; soul cage; soul knife; soul of vengeance; soulknife; spectator; speed
factor; spell point variant; spell points; spell sniper; spellfire; spelljammer; spellthief; spined devil;
spirit seeker; spirit shroud; spirit totem; spiritual guardians wall; split enchantment; spore druid; spores
druid; squat nimbleness; staff of the adder; staggering smite; stalker's flurry; star map; starry form; stars
druid; steady aim; steel defender; steel wind strike; stone's endurance; storm herald; storm sorcerer; storm
sorcery; storm sphere; stout halfling; strahd; strength of the grave; strixhaven; student of war; succor;
summon aberration; summon draconic spirit; summon greater demon; summon lesser demons; summon shadowspawn; sun
soul; superior technique; superiority dice; superiority die; supernatural gift; svirfneblin magic;
swarmkeeper; swashbuckler; sweeping attack; swift quiver; sword burst; sword of kas; swords bard; symbiotic
entity; synaptic static; system shock; szass tam; tabaxi; tactical wit; tanarukk; tasha's cauldron; tasha's
caustic brew; tasha's mind whip; tavern brawler; telekinetic feat; telepathic feat; tempest cleric; tempest
domain; temple of the gods; temporal shunt; tenser's transformation; tentacle rod; theros; thorn whip; thought
shield; thri-kreen; thrikreen; thrown weapon fighting; thunder step; thunderbolt strike; thunderclap;
thunderous smite; tiamat; tidal wave; tides of chaos; tiny servant; tlincalli; toll the dead; tomb of
levistus; tool and skill together; topaz dragon; tortle; totem barbarian; totem spirit; totem warrior; totemic
attunement; tough feat; toughness feat; transmutation wizard; transmuted spell; transmuter; transmuter's
stone; treasure hoard; trebuchet; trickery cleric; trickery domain; trickster foot; trip attack maneuver;
triton; troglodyte; tsunami; tumble past; tunnel fighter; turn the faithless; twig blight; twilight cleric;
twilight domain; twilight sanctuary; tying knots; ulitharid; ultroloth; umber hulk; umbral form; umbral sight;
unarmed fighting; unarmed fighting style; undead patron; undead thralls; undead warlock; undying light;
undying patron; unearthed arcana; urchin; valor bard; vargouille; variant human; vecna; vegepygmy; vengeance
paladin; verdan; vex; vex mastery; vine blight; vistani; vitriolic sphere; voice of authority; volo; vow of
emnity; vow of enmity; wails from the grave; wand of orcus; wandering monster table; war caster; war cleric;
war domain; war god's blessing; war magic; war priest; war priest attack; war wizard; warcaster; warding
flare; warding wind; warforged; warlord; watchers paladin; water weird; water whip; watery sphere; way of
mercy; way of shadow; way of the ascendant dragon; way of the four elements; way of the long death; way of the
sun soul; weapon master; weapon masteries; weapon mastery; weapon of warning; whispers bard; wild magic; wild
magic sorcerer; wild magic surge; wildfire druid; wildfire spirit; witch bolt; wither and bloom; wood elf;
wood woad; word of radiance; world tree; wrath of nature; wrath of the storm; wrathful smite; xanathar;
xanathar's; xp budget; xp threshold; xp thresholds; xvart; yeth hound; yeti; yochlol; yuan ti; yuan-ti;
yugoloth; zariel; zealot; zephyr strike
`;
