"""Everyday words for the search: which say little, which say the same, which belong together."""

from __future__ import annotations

# Words that say little about what was seen.
COMMON = frozenset(
    [
        "a",
        "another",
        "today",
        "yesterday",
        "tonight",
        "last",
        "minute",
        "second",
        "whenever",
        "wherever",
        "somebody",
        "anybody",
        "nobody",
        "gotten",
        "near",
        "next",
        "already",
        "toddler",
        "teen",
        "brother",
        "sister",
        "grandma",
        "dad",
        "mum",
        "teacher",
        "mother",
        "father",
        "wife",
        "husband",
        "grandpa",
        "parents",
        "plain",
        "whole",
        "year",
        "used",
        "use",
        "uses",
        "using",
        "old",
        "years",
        "months",
        "week",
        "soon",
        "drama",
        "impossible",
        "horrific",
        "torture",
        "anything",
        "longer",
        "absolutely",
        "completely",
        "evry",
        "time",
        "around",
        "since",
        "ended",
        "about",
        "again",
        "all",
        "also",
        "always",
        "am",
        "an",
        "and",
        "any",
        "anyone",
        "are",
        "as",
        "at",
        "away",
        "be",
        "because",
        "been",
        "before",
        "being",
        "but",
        "by",
        "can",
        "cant",
        "child",
        "come",
        "comes",
        "constantly",
        "could",
        "day",
        "days",
        "did",
        "do",
        "does",
        "doesnt",
        "dont",
        "down",
        "each",
        "else",
        "even",
        "ever",
        "every",
        "everyone",
        "everything",
        "for",
        "forever",
        "from",
        "get",
        "gets",
        "getting",
        "go",
        "goes",
        "going",
        "got",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "here",
        "hers",
        "hes",
        "him",
        "his",
        "how",
        "i",
        "if",
        "im",
        "in",
        "into",
        "is",
        "isnt",
        "it",
        "its",
        "just",
        "keep",
        "keeps",
        "kid",
        "kids",
        "let",
        "lets",
        "like",
        "little",
        "lot",
        "make",
        "makes",
        "many",
        "me",
        "more",
        "much",
        "my",
        "never",
        "no",
        "non",
        "not",
        "nothing",
        "now",
        "of",
        "off",
        "on",
        "one",
        "only",
        "or",
        "other",
        "others",
        "our",
        "out",
        "over",
        "own",
        "put",
        "puts",
        "really",
        "she",
        "shes",
        "single",
        "so",
        "some",
        "someone",
        "son",
        "daughter",
        "boy",
        "girl",
        "still",
        "such",
        "super",
        "take",
        "takes",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "thing",
        "things",
        "this",
        "those",
        "time",
        "times",
        "to",
        "too",
        "totally",
        "try",
        "until",
        "up",
        "us",
        "very",
        "want",
        "wants",
        "was",
        "way",
        "we",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
        "without",
        "wont",
        "would",
        "yet",
        "you",
        "your",
        "hate",
        "hates",
        "hated",
        "refuse",
        "refuses",
        "refusing",
        "refused",
        "dislikes",
        "dislike",
        "cannot",
        "awful",
        "good",
        "fine",
        "big",
        "huge",
        "bad",
        "nightmare",
        "battle",
        "fight",
        "fights",
        "war",
        "struggle",
        "struggles",
        "too",
        "because",
        "makes",
        "gives",
        "seems",
        "way",
    ]
)

# Written apart or together, or short for it: one spelling.
PHRASES = {
    "car parks?": "carpark",
    "parking lots?": "carpark",
    "hair ?cuts?": "haircut",
    "hair ?dressers?": "haircut",
    "lunch ?box(?:es)?": "lunchhall lunch",
    "(?:lunch|dinner|dining) (?:hall|room)": "lunchhall",
    "circle times?|carpet times?|story times?|group times?": "circletime",
    "tip ?toes?|toe walk(?:s|er|ing)?": "tiptoes",
    "school gates?|drop ?offs?": "schoolgate school",
    "in (?:the )?line": "queue",
    "turn(?:s|ed|ing)? off|switch(?:es|ed|ing)? off": "turnoff",
    "bed ?wett(?:ing|er)|wet(?:s|ting)? the bed": "bedwetting pee",
    "throw(?:s|ing)? up|threw up": "sick",
    "drop(?:s|ped)? (?:him|her|them) off": "schoolgate school",
    "(?:goes|going|went|go) (?:mental|crazy|nuts|mad|ballistic|wild|berserk|bananas)": "meltdown",
    "(?:its|it is|was) time to (?:leave|go|stop)|have to leave|must leave": "change leave",
    "(?:his|her|their) own (?=arm|hand|head|face|finger|hair|skin)": "self ",
    "shut(?:s|ting)? down": "shutdown",
    "in bits|in pieces|in floods": "upset",
    "pull(?:s|ed|ing)? away": "flinch",
    "wake(?:s)? up": "wake",
    "gym class(?:es)?": "sports",
    "finger ?paint(?:s|ing)?": "paint",
    "hair ?brush(?:es|ing)?": "hair brush",
    "tooth ?brush(?:es|ing)?": "teeth brush",
    "tooth ?paste": "teeth toothpaste",
    "fall(?:s|ing)? asleep|(?:get|gets|getting|go|goes|going) to sleep": "fallasleep sleep",
    "(?:fall(?:s|ing)?|fell) apart": "meltdown",
    "melt(?:s|ed|ing)? ?down|break(?:s|ing)? down|blow(?:s|ing)? up": "meltdown",
    "(?:flip|freak)(?:s|ping|ing)? out": "meltdown",
    "los(?:es|ing|e) (?:it|his temper|her temper)": "meltdown",
    "run(?:s|ning)? (?:off|away)": "runaway",
    "t shirts?": "shirt",
    "shoe ?laces?": "laces",
    "sit(?:s|ting)? still": "restless",
    "button ups?": "buttons",
    "play ?grounds?": "playground",
    "pick(?:s)? ?up": "pickup",
    "give(?:s)? up|giving up": "givesup",
    "get(?:s|ting)? up": "getsup",
    "line(?:s|d)? up|lining up": "linesup",
    "sort(?:s)? of|kind of": "",
    "i pads?": "ipad",
    "number (?:one|1)": "pee",
    "number (?:two|2)": "poo",
}

_SAME = """
food: noodles ketchup fries sandwich sandwiches pasta rice chicken nuggets chips bread toast cheese fruit banana beans
self: himself herself themselves myself itself
flinch: flinches flinching recoils recoil stiffens
sit: sits sitting seat seated seats
same: identical
kiss: kisses kissing
person: people stranger strangers
hall: assembly
silent: mute silence quiet
vacuum: hoover hoovers vacuums vacum
label: tag tags labels
wool: wooly woolly woollen
itch: itchy scratchy scratch prickly itches itching
school: nursery kindergarten preschool daycare kita playschool
class: classroom lesson lessons
toilet: loo bathroom potty restroom washroom lavatory toilets
pee: wee wees pees peeing weeing urine wets wet accident accidents
poo: poop poops poos pooping poopy constipated constipation bowel
nappy: diaper diapers nappies pullups
pants: trousers underpants knickers
jumper: sweater hoodie pullover sweatshirt
coat: jacket jackets coats anorak parka
lunchhall: canteen cafeteria lunchroom
sports: pe sport sportsday football soccer gym
play: playing plays played
playground: recess schoolyard yard playtime breaktime
shop: store stores shops supermarket supermarkets mall market grocery groceries shopping aldi tesco walmart target ikea costco
screen: tv ipad tablet phone computer youtube minecraft xbox playstation nintendo netflix roblox gaming telly screens videogames switch fortnite roblox
meltdown: meltdowns tantrum tantrums outburst outbursts explodes explode exploding rage rages fit fits paddy wobbly
scared: afraid frightened terrified fear fears fearful terrifies frightens panics panic petrified scares phobia
upset: cries cry crying screams screaming scream tears sobs sobbing wails yells howls weeps bawls
angry: mad cross furious anger angrily
noise: noisy noises loud sounds sound louder
sing: sings singing hums humming hum song songs
chew: chews chewing gnaws gnawing nibbles munching mouthing
bite: bites biting bit
hit: hits hitting punches punching smacks slaps slapping slap kicks kicking thumps
hug: hugs hugging cuddle cuddles cuddling cuddly cuddels
touch: stroke strokes touches touching touched handles
sniff: smells smell sniffs smelling sniffing smelly stinks stink scent odour odor perfume
light: lights lamp lamps bright glare fluorescent
dizzy: giddy
spin: spins spinning twirls twirling whirls
swing: swings swinging
clumsy: uncoordinated
trip: stumbles trips stumbling tripping
fall: falls falling fell
food: foods meal meals dinner supper mealtime mealtimes crackers meat carrots peas potato ketchup crisps cereal yoghurt yogurt
eat: eats eating eater ate eaten
fork: knife cutlery spoon spoons forks knives silverware utensils chopsticks
sick: vomits vomit pukes puke vomiting nauseous
gag: gags gagging retch retches heaves chokes choke choking
swallow: swallows swallowing
few: fussy picky
write: writing writes handwriting written homework wrote
pencil: pen pens pencils crayon crayons
scissors: scissor cutting snip
change: changes transition transitions changed transitioning switching
wait: waits waiting patience impatient
queue: queues
push: shoves pushes shove pushing shoving barges
daydream: daydreams daydreaming concentrate focus concentration attention distracted zones spaced inattentive
restless: fidget fidgets fidgety fidgeting fidgetting wriggles wriggly hyper hyperactive squirms wiggles wiggly
freeze: freezes frozen
shutdown: shutdowns
talk: talks talking speak speaks speaking chat chats chatterbox
stupid: dumb idiot thick useless
lose: loses losing loser lost looses loosing
friend: friends mates mate buddies pals
alone: lonely loner isolated
bossy: bosses boss bossing
grab: snatches grabs snatching snatch grabbing
share: shares sharing
worry: worries anxious anxiety worried nervous worrys
party: parties partys birthday birthdays wedding
sleep: asleep sleeping sleeps bedtime slept
snore: snores snoring
wake: wakes waking woke
nightmares: terrors
dress: dressed dressing dresses undressed
clothes: clothing outfit outfits
shirt: top tops tshirt tshirts
zip: zipper zippers zips zipping
button: buttons snaps poppers
shoe: shoes boots trainers sneakers
brush: brushing brushes comb combing combs brushed
hair: hairs hairbrush ponytail
wash: shampoo washing washes washed shower bath bathing baths
haircut: barber clippers hairdresser salon
nail: nails fingernails toenails
dentist: doctor doctors dentists doc nurse needles injection injections shots vaccination gp
tummy: belly stomach tummies bellies
ache: aches hurts pain painful headache headaches ouch hurt sore
tired: exhausted worn energy stamina weary sleepy
flap: flaps flapping stims stim stimming
hungry: hunger starving
thirsty: thirst drink drinks
mess: messy sticky gooey slimy slime
sand: mud dirt dirty soil
mum: mom mummy mommy mama mam
dad: daddy papa
weird: funny odd strange
nonstop: constant
stomps: stomping
careful: cautious
maths: math
lick: licks licking
stare: stares staring gazes gazing
visit: visitors visitor guests guest
pick: picks picking
pull: pulls pulling yanks
squeeze: squeezes squeezing squishes squashes
goodbye: separation clingy clings clinging byes
leave: leaves leaving left
playpark: park
run: runs bolts running escapes bolting elopes
climb: climbs climbing
crash: crashes crashing bumps bump slams
bang: bangs banging banged
cold: freezing chilly winter snow snowing snowy icy
car: cars bus journey journeys drive
trains: train trainset
rock: rocks rocking
skin: scabs scab
break: breaks smashes broke broken
obsessed: obsession obsessive fixated
ear: ears
eye: eyes
head: heads
call: calls calling called
name: names
hear: hears listen listens listening deaf hearing
game: games boardgame
decide: decides control controls charge
sock: socks soks
sleeve: sleeves cuffs
collar: collars
vegetable: vegetables veg veggies greens salad
table: tables desk
hide: hides hiding hid
"""
ONE_WORD_FOR = {
    word: group.strip()
    for line in _SAME.strip().splitlines()
    for group, words in [line.split(":")]
    for word in [group.strip(), *words.split()]
}
