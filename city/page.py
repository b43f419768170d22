"""GET /: a Persian page for people who meet this server in a browser."""

from html import escape

from aiohttp import web

from city import reports
from city.models import ServiceRequest
from city.state import STATE
from shahryar.formats import code_text, jalali

_MOST = 20
_STATUS = {"open": "در دست رسیدگی", "closed": "بسته‌شده"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_STYLE = """
body { font-family: Vazirmatn, Tahoma, sans-serif; line-height: 1.9; max-width: 52rem; margin: 2rem auto; padding: 0 1rem;
  color: #1b2a33; background: #fbfaf7 }
table { border-collapse: collapse; width: 100% } th, td { text-align: right; padding: .4rem .6rem }
tr { border-bottom: 1px solid #d8d4c9 }
"""


async def show(request: web.Request) -> web.Response:
    """What this server is, and its last public reports."""
    state = request.app[STATE]
    async with state.sessions() as session:
        rows = await reports.search(session, reports.visible(state.now(), None), _MOST)
    response = web.Response(text=_page(state.catalogue.city, rows), content_type="text/html", charset="utf-8")
    response.headers["Content-Security-Policy"] = _POLICY
    return response


def _page(city: str, rows: list[ServiceRequest]) -> str:
    title = f"گزارش‌های {escape(city)}"
    return (
        f'<!doctype html><html lang="fa" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
        f"<h1>{title}</h1>"
        "<p>این سرور نمونهٔ سامانهٔ یک شهرداری کوچک است. شهر، واحدها و گزارش‌ها نمونه‌اند و چیزی از اینجا به نهاد "
        "واقعی نمی‌رسد. برنامه‌ها با پروتکل Open311 GeoReport v2 با آن کار می‌کنند: "
        '<a href="/discovery.xml">معرفی سامانه</a>، <a href="/services.xml">خدمات</a>، '
        '<a href="/openapi.json">مستندات</a>.</p>'
        f"<h2>آخرین گزارش‌ها</h2>{_table(rows)}</body></html>"
    )


def _table(rows: list[ServiceRequest]) -> str:
    if not rows:
        return "<p>هنوز گزارشی ثبت نشده است.</p>"
    body = "".join(_row(row) for row in rows)
    return f"<table><tr><th>کد</th><th>موضوع</th><th>شرح</th><th>تاریخ</th><th>وضعیت</th></tr>{body}</table>"


def _row(row: ServiceRequest) -> str:
    cells = (
        code_text(row.service_request_id),
        row.service_name,
        row.description or "—",
        jalali(row.requested_datetime),
        _STATUS[row.status],
    )
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
