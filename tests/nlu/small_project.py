"""A miniature of the project: three services, four intents, the project's own categories and pipeline."""

from dataclasses import dataclass
from pathlib import Path

from nlu.training.parse import Parser

_EXAMPLES = {
    "greet": ["سلام", "درود", "سلام وقت بخیر", "صبح بخیر", "سلام خوبید", "وقتتون بخیر", "علیک سلام", "روز بخیر"],
    "ask_documents": [
        "مدارک گذرنامه چیه", "چه مدارکی لازمه", "برای شناسنامه چه مدارکی میخواد", "مدارک لازم رو بگو",
        "چی با خودم بیارم", "مدارک مورد نیاز گذرنامه", "چه مدرکی باید ببرم", "مدارک ثبت ولادت",
    ],
    "report_problem": [
        "چراغ کوچه سوخته", "سر خیابون چاله است", "آشغال‌ها رو نبردن", "میخوام یه مشکل گزارش کنم",
        "جوب گرفته", "آسفالت خرابه رسیدگی کنید", "درخت افتاده وسط کوچه", "برق کوچه قطع شده",
    ],
    "inform": ["تهران", "گذرنامه", "شماره ۵", "شیراز", "فردا صبح", "ساکن اهوازم", "کوچه سوم", "منطقه ۲"],
}  # fmt: skip
_SERVICES = {
    "passport": "name: {fa: صدور گذرنامه, en: Passport}\nsynonyms: [گذرنامه, پاسپورت]\ngroup: passport\ndefault: true\n",
    "passport-renewal": "name: {fa: تمدید گذرنامه}\nsynonyms: [تعویض گذرنامه]\ngroup: passport\ncues: [تمدید, تموم, منقضی]\n",
    "birth-registration": "name: {fa: ثبت ولادت}\nsynonyms: [شناسنامه نوزاد]\nspoken: [شناسنامه بچه]\n",
}


@dataclass(frozen=True)
class Project:
    """A miniature of the project's data."""

    data: Path
    domain: Path
    models: Path


def write_project(root: Path) -> Project:
    """Write the miniature below a folder."""
    data, domain = root / "data", root / "domain"
    for folder in (data / "nlu", data / "services", domain):
        folder.mkdir(parents=True)
    for intent, examples in _EXAMPLES.items():
        lines = "".join(f"    - {example}\n" for example in examples)
        text = f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{lines}'
        (data / "nlu" / f"{intent}.yml").write_text(text, encoding="utf-8")
    for identifier, body in _SERVICES.items():
        (data / "services" / f"{identifier}.yml").write_text(f"identifier: {identifier}\n{body}", encoding="utf-8")
    categories = Path(__file__).resolve().parents[2] / "data" / "categories.yml"
    (data / "categories.yml").write_text(categories.read_text(encoding="utf-8"), encoding="utf-8")
    return Project(data, domain, root / "models")


@dataclass(frozen=True)
class Trained:
    """The model, its parser, and the progress that training reported."""

    model: Path
    parser: Parser
    progress: list[tuple[str, float]]
