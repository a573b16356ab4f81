"""Small closed lists of English words that decide whether a capital means a name."""

__all__ = [
    "AFTER_A_VERB",
    "BEFORE_A_DATE",
    "CALENDAR",
    "FUNCTION_WORDS",
    "ORDINARY",
    "PARTICLES",
    "SCHOOL_WORDS",
    "TITLES",
]


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _listed("mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr br sr")

PARTICLES = _listed(
    "van von der den de del della da di du la le los ter ten al el bin ibn ap ab ferch mac mc o"
    " y i e st saint and the jr snr"
)

# Given names and surnames that are ordinary words as well. They count as names only with a
# capital, and where the capital may come from the sentence nothing is certain.
ORDINARY = _listed(
    """
    abbey amber an angel april archer art august autumn baker banks barber bass bay beach bean
    bell berry best bill bird bishop black blessing bliss bloom blue bob bond booth bow boy
    brand bridge bright brook brooks brown buck bull burn burns bush butcher butler carol cart
    carter case cash castle chance chapel charity chase chip christian church clay clear cliff
    close coin cook cooper cox craft crane crisp cross crystal curt daisy dale dawn day deacon
    dean deer destiny dew dick dolly don dove drake drew early earnest east elder english ever
    faith farmer fern field fields finch fire fisher flint flora flower ford forest fort fox
    frank free freeman french friend frost garden gardener gay gene genesis gentle ginger glass
    glen gold golden good goodwill grace grand grant grass gray green grey ground grove guy
    hall hand hardy harmony harper hart haven hazel head heath heather henry herb heritage hill
    hills holiday holly hood hope horn house hunt hunter iris iron ivory ivy jack jade jay jet
    jewel jolly joy joyce judge june just justice key king kitchen knight lake lamb lance land
    lane lark lash laurel lee lily little lock long lord love low lowe luck major mark marks
    march marsh marshal marshall mason may mead meadow meadows melody mercy merry miles mill
    miller mills mine moon moor more moss mount mountain myrtle new newman nick noble noon
    norm north oak oakwood oaks olive page park parker parish parks parsons pat patience pat
    peace pearl peg penny pepper piper pitt plant pleasant pole pool poole pope poppy porter
    potter power powers price pride prince prudence quick ray read reed reeve rest rice rich
    ridge ring river rivers rob robin rock rod rook rose rowan royal ruby rush rusty sage sand
    sandy savage sawyer school sea sharp shaw shepherd shore short silver singer sky skip small
    smart smith snow so son song south spark sparks spring springs star stark steel stella
    sterling stone storm story street strong sue summer summers sun sunny swan sweet swift
    tailor tanner taylor temple terry thatcher thorn tiger timber tower town trinity tucker
    turner unity vale valley victor view violet virtue wade walker wall ward warden warren
    water waters way weaver webb wells west wheeler white wild wilder will willow wills winter
    winters wise wolf wood woodland woods worth wren wright yard yates young you he do we
    """
)

CALENDAR = _listed("april august autumn easter june may march noel spring summer winter")

BEFORE_A_DATE = _listed(
    "in by of since until till before after last next this early late mid during from through"
    " to each every"
)

# Followed at once by one of these, a word that opens a sentence is a verb: Will you, Mark the.
AFTER_A_VERB = _listed(
    "i you we they he she it us them me him her the a an there this that these those my your"
    " our their its his be not to"
)

SCHOOL_WORDS = _listed(
    "school schools primary secondary university uni academy college infant infants junior"
    " juniors high grammar sixth form community nursery comprehensive catholic rc ce cofe"
    " church-of-england voluntary aided controlled trust prep preparatory upper lower middle"
    " first girls boys ysgol gynradd uwchradd prifysgol coleg"
)

FUNCTION_WORDS = _listed(
    """
    i a an the this that these those it its we us our you your he him his she her they them
    their my me mine yours ours theirs who whom whose what which when where why how and or but
    nor so yet for if then than as at by from in into of off on onto out over to up upon with
    without about after again against all also although always am among another any anyone
    anything are around away back be because been before being below between both can could
    did do does doing done down during each either else even ever every everyone everything few
    first got had has have having here herself himself however if instead is itself just last
    later least less let like many may maybe me might more most much must myself neither never
    next no nobody none not nothing now often once one only other others otherwise our ourselves
    own perhaps quite rather really same second shall should since some somebody someone
    something sometimes soon still such sure take themselves there therefore though through thus
    today together tomorrow too two under unless until usually very was well were whatever
    whenever whether while will within would yes yesterday ok okay oh
    """
)
