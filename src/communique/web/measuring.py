"""Numbers for who keeps the server: requests by route, what is being taken in, sessions, process.

Labels are never made of what somebody sends: a route is told by its template, a method or a status
that nobody knows is called other. So the numbers stay few, and tell nothing of what was asked.
"""

import os
from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

#: Upper bounds in seconds: a page is wanted within 0.4.
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5.0, 15.0, 60.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "other"

#: The variable that names a folder for the numbers of several processes; it must be set before
#: `prometheus_client` is loaded, which goes by it.
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"

#: Gives the gauges of now: name, help, and values, each with its one label or none.
Gauges = Callable[[], Iterator[tuple[str, str, dict[str, float]]]]


class Measures:
    """The numbers of one server; `gauges` are asked whenever the numbers are read."""

    def __init__(self, gauges: Gauges) -> None:
        self._registry = CollectorRegistry()
        # What several processes count is read from the files that each of them keeps.
        shared = SHARED_FOLDER in os.environ
        counting = None if shared else self._registry
        self._requests = Counter(
            "communique_http_requests",
            "Requests answered, by route template, method and status.",
            ("route", "method", "status"),
            registry=counting,
        )
        self._seconds = Histogram(
            "communique_http_request_seconds",
            "Seconds from a request to the last byte of its answer.",
            ("route", "method"),
            buckets=_BOUNDS,
            registry=counting,
        )
        if shared:
            MultiProcessCollector(self._registry)  # type: ignore[no-untyped-call]
        else:
            ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self._registry.register(_Asked(gauges))

    def note(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count an answer; `route` is a template, never a path."""
        method = method if method in _METHODS else OTHER
        told = str(status) if 100 <= status < 600 else OTHER
        self._requests.labels(route, method, told).inc()
        self._seconds.labels(route, method).observe(seconds)

    def write(self) -> bytes:
        """Return all numbers in the text format of Prometheus."""
        return generate_latest(self._registry)


class _Asked(Collector):
    """Numbers that are looked up, not counted."""

    def __init__(self, gauges: Gauges) -> None:
        self._gauges = gauges

    def describe(self) -> Iterator[Metric]:
        """Name nothing: there may be no archive yet when this is registered."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Yield the gauges as they are now."""
        for name, told, values in self._gauges():
            labels = [] if set(values) == {""} else ["state"]
            gauge = GaugeMetricFamily(f"communique_{name}", told, labels=labels)
            for label, value in values.items():
                gauge.add_metric([label] if labels else [], value)
            yield gauge
