"""The catalogue as linked data: JSON-LD 1.1 with the terms of CPSV-AP 3.2.0.

Classes, properties and namespaces are those of SEMIC's release https://semiceu.github.io/CPSV-AP/releases/3.2.0/
(`context/cpsv-ap_en.jsonld` and `shacl/cpsv-ap-SHACL.ttl` in https://github.com/SEMICeu/CPSV-AP):
cpsv: <http://purl.org/vocab/cpsv#>, cv: <http://data.europa.eu/m8g/>, dct: <http://purl.org/dc/terms/>,
eli: <http://data.europa.eu/eli/ontology#>. Beside them stand `org:linkedTo` (https://www.w3.org/TR/vocab-org/),
`foaf:page` and `foaf:homepage` (http://xmlns.com/foaf/0.1/), and the currency of the EU's authority table.

Only what a record holds is said. So `dct:spatial` of organisations, which the profile asks for, is left out; and so are
steps, validity, the day of review and the wording of processing times, for which the profile has no term: the service's
own address gives them as JSON. The profile gives contact points to services alone; an organisation's telephone is told
in the same way. `follows` and `replaces` become `cv:relatedService`, since `cpsv:follows` is about rules.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from actions.services.catalogue import Catalogue
from actions.services.circumstances import When
from actions.services.organisations import Organisation
from actions.services.reading import Localised
from actions.services.records import Channel, Cost, Service
from shahryar.texts import LANGUAGES

Node = dict[str, Any]

_RIAL: Final = "http://publications.europa.eu/resource/authority/currency/IRR"
_SEPARATORS: Final = {"fa": ("، ", "؛ "), "en": (", ", "; ")}
_LINKS: Final = (
    "cpsv:hasInput", "cpsv:produces", "cv:contactPoint", "cv:currency", "cv:hasChannel", "cv:hasCompetentAuthority",
    "cv:hasCost", "cv:hasLegalResource", "cv:hasRelatedService", "cv:holdsRequirement", "cv:isGroupedBy",
    "cv:relatedService", "dct:requires", "dct:source", "dct:type", "foaf:homepage", "foaf:page", "org:linkedTo",
)  # fmt: skip
CONTEXT: Final[Node] = {
    "@version": 1.1,
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@id": name, "@container": "@language"} for name in ("dct:title", "dct:description", "skos:prefLabel")},
    **{name: {"@id": name, "@type": "@id"} for name in _LINKS},
    "cv:hasValue": {"@id": "cv:hasValue", "@type": "xsd:double"},
    "cv:processingTime": {"@id": "cv:processingTime", "@type": "xsd:duration"},
    "dct:date": {"@id": "dct:date", "@type": "xsd:date"},
}


def document(
    catalogue: Catalogue, organisations: Mapping[str, Organisation], events: Mapping[str, Localised], base: str
) -> Node:
    """The whole catalogue as one document of `@context` and a flat `@graph`; the same data give the same document.

    Args:
        catalogue: the services.
        organisations: those behind them, by id.
        events: names of the situations of life, by id.
        base: address of the installation without a slash at its end; every IRI of ours begins with it.
    """
    services = list(catalogue.services.values())
    kinds = sorted({channel.kind for service in services for channel in service.channels})
    return {
        "@context": CONTEXT,
        "@graph": [
            *(_event(event, name, services, base) for event, name in events.items()),
            *(node for organisation in organisations.values() for node in _organisation(organisation, base)),
            *({"@id": _kind(kind, base), "@type": "skos:Concept", "skos:notation": kind} for kind in kinds),
            *(node for service in services for node in _Record(service, organisations, base).nodes()),
            *_documents(services, organisations.values()),
        ],
    }


def service_iri(service: str, base: str) -> str:
    """IRI of a service, at which its record can be read."""
    return f"{base}/api/v1/services/{service}"


def _organisation_iri(organisation: str, base: str) -> str:
    return f"{base}/api/v1/organisations#{organisation}"


def _event_iri(event: str, base: str) -> str:
    return f"{base}/api/v1/life-events#{event}"


def _kind(kind: str, base: str) -> str:
    return f"{base}/catalogue.jsonld#channel-{kind}"


def _event(event: str, name: Localised, services: Iterable[Service], base: str) -> Node:
    related = [service_iri(service.id, base) for service in services if event in service.life_events]
    own = {"dct:identifier": event, "dct:title": _text(name), "cv:hasRelatedService": related}
    return _node(_event_iri(event, base), "cv:LifeEvent", own)


def _organisation(organisation: Organisation, base: str) -> Iterator[Node]:
    """An organisation, and its telephone where that is recorded."""
    iri = _organisation_iri(organisation.id, base)
    contact = f"{iri}-contact"
    own = {
        "dct:identifier": organisation.id,
        "skos:prefLabel": _text(organisation.name),
        "foaf:homepage": organisation.url,
        "cv:contactPoint": [contact] if organisation.phone else [],
        "dct:source": [source.url for source in organisation.sources if source.url],
    }
    yield _node(iri, "cv:PublicOrganisation", own)
    if organisation.phone:
        yield _node(contact, "cv:ContactPoint", {"cv:telephone": organisation.phone})


@dataclass(frozen=True, slots=True)
class _Record:
    """One service's nodes: the service itself first, then its parts."""

    service: Service
    organisations: Mapping[str, Organisation]
    base: str

    def nodes(self) -> list[Node]:
        service = self.service
        channels = [self._channel(number, channel) for number, channel in enumerate(service.channels, 1)]
        contacts = [
            self._contact(number, channel) for number, channel in enumerate(service.channels, 1) if channel.phone
        ]
        requirements = self._titled("cv:Requirement", "requirement", service.requirements)
        inputs = [
            self._part("cv:Evidence", f"input-{number}", item.name, self._conditions(item.condition, item.when))
            for number, item in enumerate(service.inputs, 1)
        ]
        outputs = self._titled("cv:Output", "output", service.outputs)
        costs = [self._cost(number, cost) for number, cost in enumerate(service.costs, 1)]
        laws = [
            {
                **self._part("eli:LegalResource", f"law-{number}", law.title),
                **({"foaf:page": law.url} if law.url else {}),
            }
            for number, law in enumerate(service.legal_resource, 1)
        ]
        authority = self._authority()
        own = {
            "dct:identifier": service.id,
            "dct:title": _text(service.name),
            "dct:description": _text(service.description),
            "cv:hasCompetentAuthority": [_organisation_iri(service.authority_id, self.base), *_ids(authority)],
            "cv:isGroupedBy": [_event_iri(event, self.base) for event in service.life_events],
            "cv:hasChannel": _ids(channels),
            "cv:contactPoint": _ids(contacts),
            "cv:holdsRequirement": _ids(requirements),
            "cpsv:hasInput": _ids(inputs),
            "cpsv:produces": _ids(outputs),
            "cv:hasCost": _ids(costs),
            "cv:hasLegalResource": _ids(laws),
            "cv:processingTime": service.longest_time,
            "dct:requires": self._related(needed=True),
            "cv:relatedService": self._related(needed=False),
            "dct:source": [source.url for source in service.sources if source.url],
        }
        parts = (*authority, *channels, *contacts, *requirements, *inputs, *outputs, *costs, *laws)
        return [_node(service_iri(service.id, self.base), "cpsv:PublicService", own), *parts]

    def _part(self, kind: str, name: str, title: Localised | None, description: Node | None = None) -> Node:
        own = {
            "dct:identifier": f"{self.service.id}#{name}",
            "dct:title": _text(title) if title else None,
            "dct:description": description,
        }
        return _node(f"{service_iri(self.service.id, self.base)}#{name}", kind, own)

    def _titled(self, kind: str, name: str, texts: Iterable[Localised]) -> list[Node]:
        return [self._part(kind, f"{name}-{number}", text) for number, text in enumerate(texts, 1)]

    def _authority(self) -> list[Node]:
        """The body that the record names, where that is not the organisation itself but a part of it or under it."""
        organisation = self.organisations.get(self.service.authority_id)
        if organisation and organisation.name == self.service.authority:
            return []
        own = {
            "dct:identifier": f"{self.service.id}#authority",
            "skos:prefLabel": _text(self.service.authority),
            "org:linkedTo": _organisation_iri(self.service.authority_id, self.base),
        }
        return [_node(f"{service_iri(self.service.id, self.base)}#authority", "cv:PublicOrganisation", own)]

    def _channel(self, number: int, channel: Channel) -> Node:
        note = _text(channel.note) if channel.note else None
        part = self._part("cv:Channel", f"channel-{number}", channel.name, note)
        return {
            **part,
            "dct:type": _kind(channel.kind, self.base),
            **({"foaf:page": channel.url} if channel.url else {}),
        }

    def _contact(self, number: int, channel: Channel) -> Node:
        return {**self._part("cv:ContactPoint", f"contact-{number}", channel.name), "cv:telephone": channel.phone}

    def _cost(self, number: int, cost: Cost) -> Node:
        amount = 0 if cost.kind == "free" else cost.amount_rials
        part = self._part("cv:Cost", f"cost-{number}", None, self._conditions(cost.description, cost.when))
        own = {
            "cv:hasValue": float(amount) if amount is not None else None,
            "cv:currency": _RIAL if amount is not None else None,
            "dct:date": cost.as_of.isoformat() if cost.as_of else None,
            "foaf:page": cost.see.url if cost.see else None,
        }
        return {**part, **_filled(own)}

    def _related(self, *, needed: bool) -> list[str]:
        related = self.service.related
        return [service_iri(other, self.base) for relation, other in related if (relation == "needs") is needed]

    def _conditions(self, text: Localised | None, when: When) -> Node:
        """A description with the question and the answers under which the thing holds, in the record's own words."""
        described = {}
        for language in LANGUAGES:
            inner, outer = _SEPARATORS[language]
            parts = [text.text(language)] if text else []
            for asked in self.service.circumstances:
                labels = [
                    option.label.text(language) for option in asked.options if option.id in when.get(asked.id, ())
                ]
                parts += [f"{asked.question.text(language)} {inner.join(labels)}"] if labels else []
            described[language] = outer.join(parts)
        return _filled(described)


def _documents(services: Iterable[Service], organisations: Iterable[Organisation]) -> Iterator[Node]:
    """The pages that records name with a title, each once."""
    links = [link for organisation in organisations for link in organisation.sources]
    links += [
        link for service in services for link in (*service.sources, *(cost.see for cost in service.costs if cost.see))
    ]
    titles: dict[str, set[str]] = {}
    for link in links:
        if link.url:
            titles.setdefault(link.url, set()).add(link.title.fa)
    for url in sorted(titles):
        yield _node(url, "foaf:Document", {"dct:title": {"@none": sorted(titles[url])}})


def _text(text: Localised) -> Node:
    return _filled({"fa": text.fa, "en": text.en})


def _ids(nodes: Iterable[Node]) -> list[str]:
    return [node["@id"] for node in nodes]


def _node(iri: str, kind: str, own: Mapping[str, Any]) -> Node:
    return {"@id": iri, "@type": kind, **_filled(own)}


def _filled(own: Mapping[str, Any]) -> Node:
    return {name: value for name, value in own.items() if value not in (None, "", [], {})}
