"""The engines that search; whoever tests what people find does it on each."""

import os

import pytest

from search import breaker, mirror
from search.engines import elastic
from search.engines.elastic import engine as engine_of_elastic
from tests import elasticsearch_server

LEFT_OUT = "no Elasticsearch: set ELASTICSEARCH_URL, or have Maven and Java and run `make test`"


@pytest.fixture(scope="session")
def elasticsearch_url():
    """That of `make test`, or a server of our own when it has been fetched before."""
    if url := os.environ.get("ELASTICSEARCH_URL"):
        yield url
    elif "PYTEST_XDIST_WORKER" in os.environ or not (elasticsearch_server.folder() / "bin").exists():
        pytest.skip(LEFT_OUT)
    else:
        with elasticsearch_server.running() as url:
            yield url


@pytest.fixture(params=["postgres", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request):
    """PostgreSQL, then Elasticsearch with a worker that is never late. It must answer itself: no other may for it."""
    if request.param == "elasticsearch":
        request.getfixturevalue("in_elasticsearch")
    return request.param


@pytest.fixture
def in_elasticsearch(empty_elasticsearch, monkeypatch):
    def caught_up(self) -> None:
        mirror.catch_up()
        begin(self)
        self.client.indices.refresh(index=self.index)

    def fail(error: Exception) -> None:
        raise AssertionError from error

    monkeypatch.setattr(engine_of_elastic, "PATIENCE", 30)  # a busy machine is no fault of ours
    begin = elastic.Elastic.__init__
    monkeypatch.setattr(elastic.Elastic, "__init__", caught_up)
    monkeypatch.setattr(breaker, "open_for_a_while", fail)


@pytest.fixture
def empty_elasticsearch(elasticsearch_url, settings):
    """A client of a server where no index of ours is, before and after."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_ALIAS = f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}-{os.getpid()}"
    breaker.close()
    server = elastic.client(elasticsearch_url).options(request_timeout=30)
    yield server
    for index in server.indices.get(index=f"{settings.ELASTICSEARCH_ALIAS}*"):
        server.indices.delete(index=index)
