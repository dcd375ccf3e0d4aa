"""Names of runs: what tables and files can bear, and how SQL is told them."""

from __future__ import annotations

import pytest

from retention.period import Period
from retention.runs import checked_run_id, of_run


def test_a_run_is_named_so_that_files_can_bear_it() -> None:
    for name in ("7", "local-2017-04-01", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"):
        assert checked_run_id(name) == name
    for name in ("", "a/b", "a.b", "a b", "it's"):
        with pytest.raises(ValueError, match="'run_id' is to be letters"):
            checked_run_id(name)


def test_sql_reads_the_name_as_it_is() -> None:
    assert of_run(Period.parse("2017-04-01"), "it's") == (
        "period_start = DATE'2017-04-01' AND run_id = 'it\\'s'"
    )
