"""A miniature of the project: a few services and intents, the project's own categories, configuration and pipeline."""

from dataclasses import dataclass
from pathlib import Path

from nlu.training.parse import Parser

# Intent → what its messages are about (`service: id`, `category: id`, or nothing) → messages.
_EXAMPLES: dict[str, dict[str, list[str]]] = {
    "greet": {"": [
        "سلام", "درود", "سلام وقت بخیر", "صبح بخیر", "سلام خوبید", "وقتتون بخیر", "علیک سلام", "روز بخیر",
    ]},
    "ask_documents": {
        "": ["چه مدارکی لازمه", "مدارک لازم رو بگو", "چی با خودم بیارم", "چه مدرکی باید ببرم"],
        "service: passport": [
            "مدارک گذرنامه چیه", "مدارک مورد نیاز گذرنامه", "برای پاسپورت چه مدارکی میخواد", "واسه سفر خارج چه مدارکی میخواد",
        ],
        "service: passport-renewal": [
            "مدارک تمدید گذرنامه", "گذرنامه‌م منقضی شده چه مدارکی میخواد", "برای تمدید پاسپورت چی ببرم",
            "پاسپورتم داره تموم میشه مدارکش چیه",
        ],
        "service: birth-registration": [
            "مدارک ثبت ولادت", "برای شناسنامه بچه چه مدارکی میخواد", "بچه‌مون تازه دنیا اومده چه مدارکی ببرم",
            "نوزاد داریم تازه از بیمارستان اومدیم مدارکش چیه",
        ],
    },
    "report_problem": {
        "": ["میخوام یه مشکل گزارش کنم", "یه خرابی هست رسیدگی کنید", "مشکل داریم تو محل", "گزارش خرابی دارم"],
        "category: street-light": [
            "چراغ کوچه سوخته", "چراغ خیابون خاموشه", "تیر برق سر کوچه روشن نمیشه", "شبا کوچه‌مون تاریکه",
        ],
        "category: pothole": ["سر خیابون چاله است", "آسفالت خرابه رسیدگی کنید", "چاله وسط خیابونه", "چرخ ماشینم افتاد تو چاله"],
        "category: garbage": ["آشغال‌ها رو نبردن", "زباله مونده سر کوچه", "سطل آشغال پر شده", "چند روزه آشغالا رو نمیبرن"],
    },
    "inform": {
        "": ["تهران", "شماره ۵", "شیراز", "فردا صبح", "ساکن اهوازم", "کوچه سوم", "منطقه ۲", "۰۹۱۲۳۴۵۶۷۸۹"],
        "service: passport": ["گذرنامه", "پاسپورت"],
        "category: pothole": ["چاله"],
    },
    "correct": {
        "": ["نه اشتباه نوشتم", "اشتباه شد درستش فردا است", "نه تهران نه شیراز", "شماره غلط بود"],
        "service: passport": ["شناسنامه نه، گذرنامه", "نه منظورم گذرنامه بود", "شناسنامه نبود، پاسپورت بود"],
        "service: birth-registration": ["گذرنامه نه، ثبت ولادت", "پاسپورت نه، شناسنامه بچه", "گذرنامه نگفتم، گفتم شناسنامه بچه"],
    },
    "out_of_scope": {"": [
        "هوا چطوره", "یه جوک بگو", "قیمت دلار چنده", "بازی استقلال کی بود", "فیلم خوب معرفی کن", "asdf jkl", "شعر بخون",
        "پایتخت فرانسه کجاست",
    ]},
}  # fmt: skip
_SERVICES = {
    "passport": "name: {fa: صدور گذرنامه, en: Passport}\nsynonyms: [گذرنامه, پاسپورت]\ngroup: passport\ndefault: true\n",
    "passport-renewal": "name: {fa: تمدید گذرنامه}\nsynonyms: [تعویض گذرنامه]\ngroup: passport\ncues: [تمدید, تموم, منقضی]\n",
    "birth-registration": "name: {fa: ثبت ولادت}\nsynonyms: [شناسنامه نوزاد]\nspoken: [شناسنامه بچه]\n",
    # No message is about these two, and of the second not even a name is its own.
    "fishing-permit": "name: {fa: پروانه صید ماهی}\nsynonyms: [جواز ماهیگیری]\n",
    "angling-permit": "name: {fa: جواز ماهیگیری}\ngroup: fishing\ndefault: true\n",
}


@dataclass(frozen=True)
class Project:
    """A miniature of the project's data; its configuration is the project's own."""

    data: Path
    domain: Path
    models: Path


def write_project(root: Path) -> Project:
    """Write the miniature below a folder."""
    data, domain = root / "data", root / "domain"
    for folder in (data / "nlu", data / "services", domain):
        folder.mkdir(parents=True)
    for intent, examples in _EXAMPLES.items():
        blocks = "".join(_block(intent, about, texts) for about, texts in examples.items())
        (data / "nlu" / f"{intent}.yml").write_text(f'version: "3.1"\nnlu:\n{blocks}', encoding="utf-8")
    for identifier, body in _SERVICES.items():
        (data / "services" / f"{identifier}.yml").write_text(f"identifier: {identifier}\n{body}", encoding="utf-8")
    categories = Path(__file__).resolve().parents[2] / "data" / "categories.yml"
    (data / "categories.yml").write_text(categories.read_text(encoding="utf-8"), encoding="utf-8")
    return Project(data, domain, root / "models")


def _block(intent: str, about: str, texts: list[str]) -> str:
    metadata = f"  metadata: {{{about}}}\n" if about else ""
    return f"- intent: {intent}\n{metadata}  examples: |\n" + "".join(f"    - {text}\n" for text in texts)


@dataclass(frozen=True)
class Trained:
    """The model, its parser, and the progress that training reported."""

    model: Path
    parser: Parser
    progress: list[tuple[str, float]]
