"""Spark gives the clusters that DuckDB gives."""

import pytest

from linli.core.addresses import Gazetteer
from linli.core.linkage import link_table, normalise_columns
from linli.core.linkage.levels import COMPARISONS
from linli.core.population import HARD, blocks, made_up_places, records_table

pytestmark = pytest.mark.one_database
PLACES = made_up_places()
NAMES = Gazetteer.of({place.sub_district for place in PLACES}, {place.name for place in PLACES})


@pytest.fixture(scope="module")
def spark():
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    from linli.cli.link import spark_session

    session = spark_session("local[1]")
    yield session
    session.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning")
def test_spark_and_duckdb_find_the_same_people_and_ask_the_same(spark):
    normal = normalise_columns(records_table(blocks(400, seed=8, rates=HARD)), NAMES)
    here, there = link_table(normal), link_table(normal, spark=spark)
    assert there.cluster.tolist() == here.cluster.tolist()
    assert len(set(here.cluster.tolist())) < normal.num_rows
    assert [pair[:2] for pair in there.doubtful] == [pair[:2] for pair in here.doubtful]
    weights = [[weight for _one, _other, weight in found.doubtful] for found in (there, here)]
    assert weights[0] == pytest.approx(weights[1], abs=1e-9)


def test_every_condition_has_its_words_in_the_sql_of_spark():
    from linli.core.linkage.spark import spark_sql

    conditions = [
        level.sql for comparison in COMPARISONS for level in comparison.levels if level.sql != "ELSE"
    ]
    made = [spark_sql(sql) for sql in conditions]
    assert all(made)
    # What DuckDB alone understands.
    assert not [sql for sql in made if "xor(" in sql.lower() or "::" in sql or ">>" in sql]
