"""Numbers for Prometheus, in a registry of the application's own."""

from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


@dataclass(frozen=True)
class Metrics:
    """Counters of one application."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    messages: Counter = field(init=False)
    refusals: Counter = field(init=False)
    requests: Histogram = field(init=False)
    streams: Gauge = field(init=False)
    queue: Gauge = field(init=False)

    def __post_init__(self) -> None:
        made = {
            "messages": Counter("shahryar_web_messages", "Messages taken in", ["kind"], registry=self.registry),
            "refusals": Counter("shahryar_web_refusals", "Requests refused", ["reason"], registry=self.registry),
            "requests": Histogram(
                "shahryar_web_request_seconds", "Time to answer", ["route", "status"], registry=self.registry
            ),
            "streams": Gauge("shahryar_web_streams", "Open event streams", registry=self.registry),
            "queue": Gauge("shahryar_queue_jobs", "Jobs waiting or under way", ["queue"], registry=self.registry),
        }
        for name, metric in made.items():
            object.__setattr__(self, name, metric)

    def page(self) -> bytes:
        """All numbers in Prometheus' text format."""
        return generate_latest(self.registry)
