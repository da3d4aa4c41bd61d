"""Elasticsearch's copy of the index: nothing is lost, nobody meets an empty one, what drifts is found and mended."""

import threading
import time

import pytest
from django.core.management import call_command
from django.db import connection
from elasticsearch import ApiError

from search import mirror
from search.engines.elastic import alias
from search.mirror import documents
from search.models import IndexChange, Kind, SearchEntry
from search.operations import rebuild
from search.queries import search
from tests.factories.house import make_house

pytestmark = pytest.mark.elasticsearch


def add(number: int, **fields) -> SearchEntry:
    defaults = {"source": "a.b", "kind": Kind.PAGE, "title": f"Side {number}", "url": "/", "lexemes": "'sid':1A"}
    return SearchEntry.objects.create(object_id=number, **defaults | fields)


def copied(server) -> set[int]:
    server.indices.refresh(index=alias())
    hits = server.search(index=alias(), size=1000, source=False)["hits"]["hits"]
    return {int(hit["_id"]) for hit in hits}


def rows() -> set[int]:
    return set(SearchEntry.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_the_first_time_makes_a_copy_of_all_there_is(empty_elasticsearch):
    add(1), add(2)

    assert mirror.catch_up() == 2
    assert copied(empty_elasticsearch) == rows()
    assert not IndexChange.objects.exists()


@pytest.mark.django_db
def test_the_database_notes_each_change_whatever_makes_it(empty_elasticsearch):
    first, second, third = add(1), add(2), add(3)
    mirror.catch_up()

    SearchEntry.objects.filter(pk=first.pk).delete()
    SearchEntry.objects.filter(pk=second.pk).update(title="Ny")
    with connection.cursor() as cursor:
        cursor.execute("update search_searchentry set venue = 'x' where id = %s", [third.pk])

    assert set(IndexChange.objects.values_list("entry", flat=True)) == {first.pk, second.pk, third.pk}
    assert mirror.catch_up() == 3
    assert copied(empty_elasticsearch) == {second.pk, third.pk}
    told = empty_elasticsearch.get(index=alias(), id=str(second.pk))["_source"]
    assert told == documents.document(SearchEntry.objects.get(pk=second.pk))


@pytest.mark.django_db
def test_what_cannot_be_sent_stays_noted(empty_elasticsearch, settings):
    mirror.catch_up()
    here = settings.ELASTICSEARCH_URL
    add(1)
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    with pytest.raises(Exception, match="Connection"):
        mirror.catch_up()

    settings.ELASTICSEARCH_URL = here
    assert mirror.catch_up() == 1
    assert copied(empty_elasticsearch) == rows()


@pytest.mark.django_db
def test_a_row_that_is_not_taken_keeps_no_other_back(empty_elasticsearch, monkeypatch):
    mirror.catch_up()
    bad, good = add(1), add(2)
    document = documents.document
    spoilt = {bad.pk: {"unknown": 1}, good.pk: {}}
    with monkeypatch.context() as patch:
        patch.setattr(documents, "document", lambda entry: document(entry) | spoilt[entry.pk])
        assert mirror.catch_up() == 1

    assert copied(empty_elasticsearch) == {good.pk}
    assert list(IndexChange.objects.values_list("entry", flat=True)) == [bad.pk]
    assert mirror.catch_up() == 1


@pytest.mark.django_db
def test_drift_is_found_told_and_mended(empty_elasticsearch, capsys):
    missing, stale, right = add(1), add(2), add(3)
    mirror.catch_up()
    empty_elasticsearch.delete(index=alias(), id=str(missing.pk))
    empty_elasticsearch.index(index=alias(), id="999999", document=documents.document(right))
    empty_elasticsearch.update(index=alias(), id=str(stale.pk), doc={"title": "Feil", "digest": "x"})

    call_command("compare_search")

    assert "1 missing, 1 too many, 1 out of date" in capsys.readouterr().out
    assert copied(empty_elasticsearch) == rows()
    assert mirror.compare() == mirror.Drift()


@pytest.mark.django_db
def test_a_new_shape_of_the_rows_makes_a_new_copy(empty_elasticsearch, monkeypatch):
    add(1)
    mirror.catch_up()
    before = set(empty_elasticsearch.indices.get_alias(name=alias()))
    monkeypatch.setattr(documents, "SHAPE", "0" * 8)

    mirror.catch_up()

    assert not before & set(empty_elasticsearch.indices.get_alias(name=alias()))
    assert copied(empty_elasticsearch) == rows()


@pytest.mark.django_db(transaction=True)
def test_who_searches_while_it_is_made_anew_finds_all_each_time(empty_elasticsearch):
    for number in range(40):
        add(number)
    mirror.catch_up()
    empty_elasticsearch.indices.refresh(index=alias())
    found, done = set(), threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                found.add(empty_elasticsearch.count(index=alias())["count"])
            except ApiError as error:
                found.add(str(error))

    thread = threading.Thread(target=ask)
    thread.start()
    for _ in range(4):
        mirror.make_anew()
    done.set()
    thread.join()

    assert found == {40}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_while_others_write_and_it_is_made_anew(empty_elasticsearch):
    """Three editors, a worker and a rebuild at once; afterwards the copy is the table."""
    for number in range(60):
        add(number)
    mirror.catch_up()
    done = threading.Event()

    def edit(editor: int) -> None:
        for turn in range(40):
            pk = 1 + (turn * 7 + editor * 13) % 60
            SearchEntry.objects.filter(object_id=pk, source="a.b").update(title=f"{editor}-{turn}")
            if turn % 5 == 0:
                SearchEntry.objects.filter(object_id=pk).delete()
            if turn % 4 == 0:
                add(1000 + editor * 100 + turn)
        connection.close()

    def work() -> None:
        while not done.is_set():
            mirror.catch_up()
            time.sleep(0.01)
        connection.close()

    editors = [threading.Thread(target=edit, args=(number,)) for number in range(3)]
    worker = threading.Thread(target=work)
    for thread in (*editors, worker):
        thread.start()
    mirror.make_anew()
    for thread in editors:
        thread.join()
    done.set()
    worker.join()
    mirror.catch_up()

    assert not IndexChange.objects.exists()
    assert mirror.compare() == mirror.Drift()
    assert copied(empty_elasticsearch) == rows()


@pytest.mark.django_db
def test_a_rebuild_writes_both(empty_elasticsearch, capsys):
    make_house("dhh")
    call_command("rebuild_search")

    assert f"{len(rows())} entries in Elasticsearch" in capsys.readouterr().out
    assert copied(empty_elasticsearch) == rows()
    assert rebuild() == len(rows())


@pytest.mark.django_db
def test_a_row_that_has_just_gone_is_not_told_of(empty_elasticsearch):
    gone, stays = add(1), add(2)
    mirror.catch_up()
    empty_elasticsearch.indices.refresh(index=alias())
    gone.delete()

    assert [entry.pk for entry in search("side").entries] == [stays.pk]
