"""Given names and what they are called for short, and letters of other alphabets in ours. Data for likeness.py."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from afterword.facts import handles as h

_SHORT = """
abigail abby gail; adelaide addie; alan al; albert al bert albie; alexander alex alec sandy xander sasha aleksandr alexandr; alexandra alex lexi sandra sasha;
alfred alf alfie fred; alice ali; alison ali; amanda mandy; amelia amy millie; andrew andy drew andrei andreas; angela angie; anita nita; anthony tony anton antonio;
antonia toni; arthur art artie; augustus gus; barbara barb babs barbie; beatrice bea trixie; benjamin ben benny benji; bernadette bernie; bernard bernie;
bradley brad; brenda bren; bridget biddy bridie; cameron cam; caroline carol carrie caro; carolyn carol; casimir kazimierz kaz; catherine cathy kate katie cat kitty katherine kathryn katharine kathleen kath kat;
cecilia celia cissy; charles charlie chuck chas carlos karl carl; charlotte lottie charlie; christina tina chris chrissie kristina; christine chris chrissie tina kristine;
christopher chris kit topher kristoffer; clarence clarry; claudia claudie; clifford cliff; constance connie; cornelius neil con; cynthia cindy; daniel dan danny; daniela dani daniella;
david dave davey davy; deborah deb debbie debra; denise denny; dennis denny den; derek del; diana di diane; dolores lola; dominic dom nick; donald don donny; dorothy dot dottie dolly;
douglas doug; edmund ed eddie ned; edward ed eddie ned ted teddy eduardo; eleanor ellie nell nora; elena lena helena; elizabeth liz lizzie beth betty eliza lisa libby elisabeth bess betsy elspeth;
emily em emmy; emma em; ernest ernie; eugene gene; evelyn evie; ferdinand ferdy; florence flo flossie; frances fran frankie; francesca fran chess; francis frank fran; franklin frank;
frederick fred freddie rick fritz friedrich; gabriel gabe; gabrielle gabby; geoffrey geoff jeff jeffrey; george georgie jorge georg; georgina georgie; gerald gerry jerry; gerard gerry;
gilbert gil bert; gregory greg gregor; guillermo memo; gwendolyn gwen; harold harry hal; harriet hattie; henry harry hank hal heinrich; herbert herb bert; howard howie; hubert bert hugh;
ian iain; ignatius iggy nacho ignacio; isaac ike; isabella bella izzy isabel; jacob jake jakob; jacqueline jackie; james jim jimmy jamie jem; janet jan; jasmine jaz; jason jay; jean jeanie;
jennifer jen jenny; jeremy jerry jem; jessica jess jessie; joanna jo joanne; john johnny jack jon; jonathan jon jonny; joseph joe joey jose josef; josephine jo josie; joshua josh;
judith judy jude; julia julie jules; julian jules; justin jus; kenneth ken kenny; kimberly kim; kristen kris; laura laurie lori; lawrence larry laurie lars; leonard len lenny leo; leonardo leo;
leslie les; lewis lou lew louis; lillian lily lil; linda lindy; louise lou; lucy lu lucinda; luke luca; madeline maddie; magdalena magda lena; malcolm mal; marcus mark marc; margaret maggie meg peggy marge margie greta rita margot;
maria mia mariya; marianne; marilyn; marjorie marge; martha marty; martin marty; mary molly polly mamie; matilda tilly; matthew matt matty mateo; maurice mo; maureen mo; maximilian max; melanie mel; melissa mel missy;
michael mike mick mickey mikey mikhail miguel mikael; michelle shelly; mildred millie; miranda mandy; miriam mimi; mitchell mitch; mohammed mohamed muhammad mo mohammad; morris mo; nancy nan; natalie nat; natalia nata tasha natasha nat;
nathan nat nate; nathaniel nat nate; nicholas nick nicky nicolas nikolai klaus; nicole nicky nikki; norman norm; oliver ollie; olivia liv livvy; oscar ossie; oswald oz ozzie; pamela pam; patricia pat patty trish tricia; patrick pat paddy;
paula polly; penelope penny; peter pete pedro pyotr piotr; philip phil phillip pip; phyllis phyl; priscilla cilla; prudence pru; rachel rach; ralph ralphie; randolph randy; raymond ray; rebecca becky becca bec; reginald reg reggie;
richard dick rick ricky rich richie ricardo; robert bob bobby rob robbie bert roberto; roberta bobbie; roderick rod; rodney rod; roger rog; roland rollo; ronald ron ronnie; rosalind ros; rosemary rose rosie; rudolf rudi rudy; russell russ;
samantha sam; samuel sam sammy; sarah sally sadie sara; sebastian seb bas; sergei sergey serge sergio; sharon shaz; sheila; sidney sid; silvia sylvia; simon si; sophia sophie sofia zofia; stanley stan; stephanie steph stevie; stephen steve steven stevie stefan stephan;
stuart stu stewart; susan sue susie suzanne suzie; tatiana tanya tatyana; terence terry; teresa terry tess theresa tessa; thaddeus thad tad; theodore ted theo teddy; thomas tom tommy tomasz; timothy tim timmy; tobias toby; tristan tris; ursula ulla; valerie val;
vanessa nessa; veronica ronnie vera; victor vic viktor; victoria vicky tori vic; vincent vince vinnie; virginia ginny; vladimir vova vlad; walter walt wally; wendy; wilfred wilf fred; william bill billy will willy liam wilhelm guillaume; winifred winnie; yevgeny evgeny eugene zhenya; zachary zach zack
"""
_COMMON = frozenset(
    "adam alex amy ana andrea anna anne anja ben carl carla chloe claire colin dana daisy dean eric erik erin emma eva eve felix gary grace hannah helen holly hugo ingrid irene ivan jan jane karen kate keith kelly kevin lars laura "
    "lee leo lena lily lisa lucas luis lynn marco maria marie marta mark max mia nina noah nora olga oscar otto paul paula pavel peter petra rosa ruth sam sara sean simon sofia sonia sven tara tina tom vera zoe joan john jon joyce".split()
)
"""Names as common in offices as those that have short forms: two of one are no coincidence worth a question."""
_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
        "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
        "і": "i", "ї": "i", "є": "e", "ґ": "g",
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r",
        "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
        "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    }
)  # fmt: skip
_DOUBLED = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "å": "aa", "ø": "oe", "Ü": "Ue", "Ö": "Oe", "Ä": "Ae", "Å": "Aa", "Ø": "Oe"})


def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in _SHORT.split(";"):
        full, *short = line.split()
        for name in (full, *short):
            found[name].add(full)
    return {name: frozenset(of) for name, of in found.items()}


@lru_cache(maxsize=1)
def _known() -> dict[str, frozenset[str]]:
    return _groups()


def full_names(given: str) -> frozenset[str]:
    """The full given names that this one may stand for: `ted` → edward, theodore; a name nobody shortens stands for itself."""
    return _known().get(given) or frozenset((given,))


def common(given: str) -> bool:
    """Is it a given name that many bear, so that two of one house prove nothing?"""
    return given in _known() or given in _COMMON


@lru_cache(maxsize=65536)
def spellings(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of a name in our letters, in each way they are written: `Jürgen Müller` → jurgen muller, juergen mueller."""
    plain = tuple(w.translate(_LATIN) for w in h.name_words(name))
    doubled = tuple(w.translate(_LATIN) for w in h.name_words(name.translate(_DOUBLED)))
    return (plain, doubled) if doubled != plain else (plain,)
