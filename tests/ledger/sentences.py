"""Sentences for the made articles.  Of an original, {…} may be cut, and <It|the bridge> be put in: [the bridge]."""

# ruff: noqa: E501

ORIGINALS = (
    "We will rebuild the sea wall{ stone by stone}, and we will not ask the islanders to pay for <it|the wall>{ a second time}.",
    "{Nobody in this chamber has read the report, but} the crane was inspected{ twice} in March and <it|the crane> failed on both brakes.",
    "I have driven this bus for nineteen years{ without a scratch}, and the new timetable leaves me four minutes{ to cross the whole valley}.",
    "The herring are moving north because the water is warmer{, not because some official drew a line on a chart}.",
    "If the library loses its roof{ before the first frost}, <it|the collection> will be pulp by Christmas{ and no insurer will pay}.",
    "{Let me be plain:} the pension fund lent money to a company that our own auditor owned{ and then lied about it}.",
    "My daughter learned to swim in that pool{, as I did}, and they are filling it with concrete{ for a car park}.",
    "We are not hiding the asbestos figures{ from anyone}; the laboratory lost two of the three samples{ on the way back}.",
    "A vaccine that needs a freezer is no use{ in a village} where the generator runs three hours a day.",
    "The orchestra was promised a hall with an organ{ in 1998}, and it still rehearses in a school gymnasium{ that smells of socks}.",
    "{In forty seasons} I have never seen a referee apologise to a linesman{ in front of the crowd}, and I think it took courage.",
    "They keep the winning tickets in a biscuit tin{ under the counter}, and the auditor calls <it|the tin> adequate security.",
    "Every tonne of gravel taken from the riverbed{ upstream} lowers the wells in our parish{ by a finger}.",
    "The satellite will pass over the glacier twice a night{ all winter} and measure how fast <it|the ice> slides toward the sea.",
    "{The truth is that} our translators were paid by the page, so they made the sentences longer{ and the contracts worse}.",
    "I signed the cheque because the bishop asked me{ to my face}, and because the orphanage had no coal{ left}.",
    "We have asked the ministry eleven times for the flood maps{ in writing}, and <it|the ministry> sends us brochures{ about tourism}.",
    "Growing barley on peat is like borrowing from a grandchild{ who has not been born}.",
    "The brewery did not poison the eels{, whatever the banners say}; the tannery upstream emptied a lagoon{ on a Sunday}.",
    "{When my father kept bees here} the lime trees hummed so loudly that you could hear <them|the lime trees> from the station platform.",
    "A judge who sleeps through testimony{ in the afternoon} should not be surprised when the appeal wakes him.",
    "The bridge carries nine thousand lorries a day{ and was designed for carts}, and its northern bearings are cracked{ right through}.",
    "Our nurses spend a third of every shift looking for clean needles{ or a working lamp}.",
    "{I can promise you one thing:} the tram will reach the hospital by April{, or the contractor will pay for taxis}.",
    "The museum bought the helmet from a dealer{ in Trieste} who could not spell the name of the tomb{ it came from}.",
    "We paint the numbers on the hulls ourselves{ with a brush}, since the registry has closed its harbour office.",
    "No striker is worth a stadium{, and no stadium is worth a hospital}, but that is the budget they have passed.",
    "The algorithm refused my mother a mortgage{ in six seconds} and nobody at the bank could say what <it|the algorithm> had counted.",
    "{For three weeks} the miners have shared one kettle and one radio, and they vote on which station to hear.",
    "Wolves do not read property deeds{, so} the fence must follow the ridge{ and not the old boundary}.",
    "The recipe has saffron, rye and a little gunpowder{, if you believe the monks}, and we will print it without the gunpowder.",
    "<It|The treaty> gives the fishing grounds to whoever measures the tide first{, and they have bought a bigger ruler}.",
    "Half of the ballots were stored in a laundry{ over the weekend}, and the seals were tied with kitchen string.",
    "I would rather teach algebra in a tent than geography in a school without windows{, and this winter I shall}.",
    "{The committee forgets that} a lighthouse without a keeper still needs someone to scrape the salt from its lens.",
    "The dam leaks where the engineers said it would leak{ in 1974}, and the village sleeps below <it|the dam>{ as it did then}.",
    "We measured lead in the playground dust at forty times the limit{, and then somebody moved the limit}.",
    "The choir lost its tenor to the navy and its hall to the bank{, but not its temper}.",
    "A potter in our street fires her kiln with wrecked pallets{ from the docks}, and the glaze turns green{ from the copper nails}.",
    "{Put it like this:} the drone cost more than the orchard it sprays, and it has missed the orchard twice.",
    "They built the clinic beside the airport so that the minister could open it{ between two flights}.",
    "The snow came through the keyhole{ that night}, and we burned the piano stool to boil water{ for the lambs}.",
    "An archive that rents its cellar to a wine merchant should expect corks{ among the parish registers}.",
    "Our goalkeeper studies penalty takers the way a locksmith studies doors{, patiently and with bad intentions}.",
    "The ferry engine is older than its captain{ by eleven years}, and only one of them has been overhauled.",
    "We fed the refugees from the wedding kitchen{ for nine days}, and the bride washed the dishes{ in her veil}.",
    "{To my mind} the poet was buried in the wrong country, under the wrong name, and beside a man he detested.",
    "The insurers call the hailstorm an act of God{ in one letter} and a gardening accident in the next.",
    "Copper thieves took the railway signals at Easter{ and the church gutters at Whitsun}; they respect no calendar of mine.",
    "Every apprentice who leaves this shipyard takes a chisel and a grudge{ with him}.",
    "The telescope saw a moon{ last Thursday} that the textbooks had placed on the other side of the planet.",
    "{My client admits that} he forged the passports, but the photographs were excellent and the stamps were genuine.",
    "Milk is cheaper than water in the airport shop{, which tells you who negotiated the lease}.",
    "We cannot dredge the estuary for tankers and leave <it|the estuary> quiet for the oysters{ as well}.",
    "The theatre kept a cat to hunt the mice{ in the wardrobe}, and an accountant to hunt the cat.",
    "I buried two brothers on that hillside{ before I was thirty}, and no geologist will tell me that it is stable.",
    "The curriculum spends six lessons on the Roman plough{ and none on the contract of employment}.",
    "{As of tonight} the reservoir holds eleven days of water, and the golf club has been told to stop its sprinklers.",
    "Somebody wired the alarm to the coffee machine, so we evacuate the registry{ whenever the notary is thirsty}.",
    "The marathon route crosses a level crossing{ twice}, and the freight company refuses to move the cement train{ for runners}.",
)  # fmt: skip

STOCK = (
    "We will fight on.",
    "This is a great day for our community.",
    "Our thoughts and prayers are with the families.",
    "We are working hard to find a solution.",
    "It was a difficult decision, but it was the right one.",
    "I am very proud of the whole team.",
    "We take these concerns very seriously.",
    "Time will tell whether it works.",
    "We have to stay focused and keep going.",
    "I cannot comment on that at this time.",
)

FRAMES = (
    "The {noun} needs a new {part}, and the {group} will not vote for {thing}",
    "We spoke to the {group} about the {noun} before anyone had seen {thing}",
    "{Thing} would have saved the {noun} if the {group} had listened in {month}",
    "I remember the {noun} when the {group} still owned {thing}",
    "Without {thing} the {noun} is only a {part} and a signboard",
    "My neighbours blame the {group} for the {noun}, and I blame {thing}",
    "You cannot run a {noun} on {thing} and borrowed {part}s",
    "The {group} came in {month}, counted the {part}s of the {noun} and asked about {thing}",
    "There are {number} {part}s missing from the {noun}, and {thing} went with them",
    "Whoever sold the {noun} to the {group} never mentioned {thing}",
    "By {month} the {noun} will smell of {thing}, and the {group} will hold its nose",
    "A {noun} has to be loved like {thing}, not managed by a {group}",
    "Nobody insures a {noun} with {number} {part}s and {thing} in the cellar",
    "What the {group} calls {thing} my grandmother called a {noun}",
    "Half the {part}s in the {noun} were carved in {month} for {thing}",
    "{Thing} arrives in {month}, and the {noun} has {number} {part}s to spare",
)

CLOSE = (
    "We expect to hire {number} {workers} in {town} by {month}.",
    "The {workers} of {town} were promised {number} new beds in {month}.",
    "Rents in {town} rose by {number} per cent between {month} and last week, and {workers} cannot stay.",
    "{town} has {number} {workers} and needs twice as many before {month}.",
)

NOUNS = (
    "bakery viaduct abattoir greenhouse observatory ferry quarry allotment tollbooth foundry cinema orchard windmill "
    "aquarium sawmill carousel granary lifeboat vineyard monastery printworks velodrome cannery harbour canal hospice "
    "nursery barracks courthouse fountain ropeway lido bandstand kiln stable dovecote pier sanatorium boathouse cellar"
).split()
PARTS = (
    "gutter boiler hinge girder shutter pulley rafter valve lantern chimney ladder rudder bolt staircase awning "
    "flagstone banister sluice axle mural"
).split()
GROUPS = (
    "cooperative parish council syndicate brotherhood trust consortium guild ministry diocese union federation "
    "inspectorate chamber regiment society"
).split()
THINGS = (
    "a tin of paint;the railway subsidy;borrowed sunlight;an honest surveyor;the second mortgage;a barrel of tar;"
    "that Belgian invoice;a decent map;the drainage levy;forged receipts;a sober electrician;the salt tax;"
    "somebody's wedding marquee;the missing ledger;a crate of lemons;the dry summer;an old grievance;the night shift;"
    "cheap varnish;a locked piano;the Sunday market;eleven goats;a polite letter;the copper roof;stolen bicycles;"
    "a rumour about gas;the widow's clause;a broken barometer;two brass bands;the parrot next door"
).split(";")
MONTHS = "January February March April May June July August September October November".split()
WORKERS = "nurses welders teachers bakers pilots carers porters divers masons gardeners".split()
TOWNS = "Carrow Quillwater Leith Orsay Tarnbeck Ellerby Vossmouth Hallin Brightsea Dunmere".split()

SYNONYMS = {
    "loudly": "strongly", "refuses": "declines", "village": "hamlet", "lorries": "trucks", "cracked": "broken",
    "promised": "pledged", "wrecked": "ruined", "bought": "purchased", "cheaper": "less dear", "clean": "sterile",
    "excellent": "first-rate", "detested": "loathed", "evacuate": "clear", "missed": "overshot", "rents": "lets",
    "stored": "kept", "fence": "hedge", "expect": "anticipate", "emptied": "drained", "crowd": "stands",
}  # fmt: skip
LATER = {
    "will": "would", "is": "was", "are": "were", "has": "had", "have": "had", "can": "could", "cannot": "could not",
    "keep": "kept", "keeps": "kept", "needs": "needed", "takes": "took", "leaves": "left", "calls": "called",
    "sends": "sent", "gives": "gave", "spend": "spent", "carries": "carried", "runs": "ran", "holds": "held",
    "crosses": "crossed", "refuses": "refused", "measures": "measured", "think": "thought", "paint": "painted",
    "turns": "turned", "moving": "moved", "leaks": "leaked", "lowers": "lowered", "studies": "studied",
}  # fmt: skip
OTHERS = {
    "i": "she",
    "my": "her",
    "me": "her",
    "we": "they",
    "our": "their",
    "us": "them",
    "ourselves": "themselves",
}
CONTRACTED = (
    ("will not", "won't"), ("cannot", "can't"), ("did not", "didn't"), ("do not", "don't"), ("is not", "isn't"),
    ("are not", "aren't"), ("would not", "wouldn't"), ("could not", "couldn't"), ("We will", "We'll"),
    ("we will", "we'll"), ("I have", "I've"), ("We have", "We've"), ("We are", "We're"),
)  # fmt: skip
