"""What to generate, and what is wrong with a request for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retention.generator.calendar import day, month, month_date
from retention.generator.oddities import PUBLISHED, Oddities
from retention.generator.profiles import SUBSCRIBERS
from retention.period import Period

#: The last day of the first delivery; each later month is a file of its own.
FIRST_DELIVERY_END = dt.date(2017, 2, 28)
#: Logs for twelve months of features and 90 days before them.
LOG_DAYS = 430
FIRST_PERIOD = Period(dt.date(2016, 1, 1))
LAST_MONTH = dt.date(2024, 12, 31)


@dataclass(frozen=True)
class World:
    """A data set by what it is made from. The same world gives the same bytes.

    ``members`` counts those who subscribe, ``until`` is the last day with rows and the last of a month,
    ``log_days`` the days of logs before the end of the first delivery. Raises ValueError that names
    everything that is wrong at once.
    """

    members: int
    seed: int = 1
    until: dt.date = dt.date(2017, 3, 31)
    log_days: int = LOG_DAYS
    oddities: Oddities = PUBLISHED
    frailty: float = 0.0
    interactions: float = 0.0
    first_period: Period = FIRST_PERIOD

    def __post_init__(self) -> None:
        wrong = []
        if self.members < 1:
            wrong.append(f"there is to be at least 1 member, and {self.members} was asked for")
        if not 0 <= self.seed < 2**63:
            wrong.append(f"the seed is a number from 0 to 2^63 - 1, and {self.seed} is not")
        if (self.until + dt.timedelta(days=1)).day != 1:
            last = Period(self.until.replace(day=1)).last_day
            wrong.append(
                f"the data end with a month, and {self.until} is not the last day of one: write {last}"
            )
        if not dt.date(2015, 1, 31) <= self.until <= LAST_MONTH:
            wrong.append(f"the data end between 2015-01-31 and {LAST_MONTH}, and {self.until} is outside")
        if self.log_days < 0:
            wrong.append(f"the days of logs are 0 or more, and {self.log_days} is less")
        if not 0 <= self.frailty <= 5:
            wrong.append(f"the frailty is a standard deviation from 0 to 5, and {self.frailty:g} is not")
        if not 0 <= self.interactions <= 3:
            wrong.append(f"interactions are a factor from 0 to 3, and {self.interactions:g} is not")
        if wrong:
            raise ValueError(f"This data set cannot be made: {'; '.join(wrong)}.")

    @property
    def listed(self) -> int:
        """Everyone who registered, those who never subscribe included."""
        return round(self.members / SUBSCRIBERS)

    @property
    def last_day(self) -> int:
        """The last day with rows, counted from 2015-01-01."""
        return day(self.until)

    @property
    def first_log_day(self) -> int:
        """The first day of the logs, counted from 2015-01-01; it does not depend on ``until``."""
        return max(day(FIRST_DELIVERY_END) + 1 - self.log_days, 0)

    @property
    def deliveries(self) -> int:
        """How many files of transactions and of logs there are."""
        return 1 + max(month(self.until) - month(FIRST_DELIVERY_END), 0)

    @property
    def truth_months(self) -> range:
        """Months with known chances, counted from January 2015: up to the month after the last day."""
        return range(month(self.first_period.start), month(self.until) + 2)

    @property
    def truth_periods(self) -> list[Period]:
        """The months of ``truth_months``."""
        return [Period(month_date(number)) for number in self.truth_months]
