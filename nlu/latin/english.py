"""English words that a message to this assistant may hold: they tell an English message from a Finglish one."""

from typing import Final

_FUNCTION: Final = """
the is are was were am be been being what how when where who whom whose which why my your our his her hers their its you
we us they it he him she them this that these those there here of for from with without and or but if not do does did
doing done can could would should will shall may might must have has had having i im ive id ill dont doesnt didnt cant
wont isnt arent wasnt couldnt whats wheres hows lets a an any some much many more most all also always another around as
at away because before after again against between both by each either else even ever every few however in into just
maybe never no nobody none nothing now off often on once only other out over own really same since so someone something
soon still such sure than then through till to today together tomorrow tonight too under until up upon very via well
while yes yesterday yet about ago already almost anyone anything back down instead though
"""
_CONVERSATION: Final = """
hello hi hey goodbye bye welcome thanks thank please sorry morning afternoon evening night help back main again restart
quit exit start stop cancel reset menu okay yeah yep nope bot robot assistant human person operator agent staff support
english language speak talk say said says tell told ask asked answer reply understand translate mean means know think
want wants wanted need needs needed like love hate get gets got give gave given take takes took taken make makes made
come comes came coming go goes going gone went call called send sent show see saw look looking find found fix fixed
keep left leave let lost lose put try tried tries use used using wait waiting work works working happen happened good
great bad nice new old big small little long short high low next last first second late early wrong right ready true
false able possible best better worse many full free real
"""
_SERVICES: Final = """
address appointment apply applied application bill bills birth book booking broken build building business buy card
cards certificate change changed charge charges check child children city citizen clinic close closed clerk code
company complain complaint conscription cost costs country court credit date daughter dead death debt deed degree delete
department divorce document documents driver driving due duration duty electricity eligible email exam exemption expire
expired expires extend father fee fees file fine fines foreign foreigner form garbage gas government health holiday home
hospital hour hours house husband identity inheritance information inspection insurance issue issued job kids
land law lawyer lawsuit legal letter licence license list live living loan loans local location mail marriage married
mayor military mobile money month months mother municipal municipality name national nationality nearest near newborn
number office offices official online open opening order owner ownership paid paper papers parcel passport password pay
paying payment pension permit phone plate police policy postal price privacy process property public receipt record
records refund register registered registration renew renewed renewal rent report reported request requests require
required requirement requirements residence retire retirement retired salary school service services ship sick sign
signature site social soldier son spouse status step steps street student submit subscribe tariff tax taxes telephone
test ticket time title track tracking transfer turn unemployment university unsubscribe update urgent vehicle visa vote
voting poll polls website wedding wife worker year years day days week weeks hours minutes minute data delete profile forget
"""
_CITY: Final = """
accident air alley ambulance animal animals area asphalt attack bench bike bin bleeding blocked bridge bus bush car cars
cat cats cable ceiling channel collapse collapsed construction corner crack crime crossing damaged danger dangerous dark
ditch dog dogs dirty drain dump dust earthquake emergency explosion fallen fell fire flood flooded flooding gang graffiti
ground gutter hole hurt ice illegal injured inside kitchen knife lamp leak leaking light lights manhole metro mosquito
motor motorcycle mouse neighbor neighbour neighborhood neighbourhood noise noisy odor odour outage outside park parked
parking pavement people pipe playground pole pollution pothole potholes power rat rats road robbery roof rubbish rusty
scheme sewage sewer sidewalk sign slippery smell smells smelly smoke snow spark sparks square station stink stole stolen
stray subway taxi thief toilet traffic train trash tree trees truck walk wall wastewater water window wire wires
"""
_ELSEWHERE: Final = """
weather forecast rain sunny football soccer match game games player movie film song music lyrics recipe cook food pizza
restaurant hotel flight travel news stock gold dollar bitcoin crypto story poem joke python function program computer
girlfriend boyfriend friend friends doctor medicine headache election president war stupid idiot damn shit fuck world
life god dream capital write read learn tell meaning favorite favourite color colour
"""

# Some of these are typed for Persian words too («man», «in», «to», «do», «bad»): see `nlu.latin.reading`.
ENGLISH: Final = frozenset(f"{_FUNCTION}{_CONVERSATION}{_SERVICES}{_CITY}{_ELSEWHERE}".split())
