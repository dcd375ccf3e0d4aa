"""Who the members are: identifier, city, age, gender, channel, registration, first payment."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from retention.generator.calendar import MONTH_START
from retention.generator.randomness import Flags, Floats, Ints, Stream, Words, choices, uniforms

#: Share of all listed members who subscribe at some time.
SUBSCRIBERS = 0.4
#: Share of subscribers the member file does not know.
WITHOUT_ROW = 0.11

CITIES: Ints = np.array([1, 5, 13, 4, 22, 15, 6, 14, 3, 7, 8, 9, 10, 11, 12, 16, 17, 18, 19, 20, 21])
_REST = np.array([0.62, 0.28, 0.93, 0.90, 0.72, 0.95, 0.97, 0.92, 0.10, 0.63, 0.87, 0.02, 0.08, 0.70])
_REST = _REST / _REST.sum()
CITY_ALL: Floats = np.append([70.97, 5.69, 4.74, 3.65, 3.11, 2.81, 2.00, 1.33], _REST[:13] * 5.70)
CITY_SUBSCRIBER: Floats = np.append([47.0, 10.6, 8.9, 6.7, 5.7, 5.1, 3.6, 2.4], _REST[:13] * 10.0)

CHANNELS: Ints = np.array([4, 3, 9, 7, 11, 13, 5, 16, 17, 1, 2, 6, 8, 10, 14, 18, 19, -1])
CHANNEL_ALL: Floats = np.append([41.26, 24.27, 21.91, 11.90, 0.37, 0.08], np.full(12, 0.0175))
CHANNEL_SUBSCRIBER: Floats = np.append([19.5, 20.0, 27.3, 32.5, 0.35, 0.15], np.full(12, 0.0167))

#: Shares of all members with an unknown age, and of subscribers.
AGE_UNKNOWN_ALL, AGE_UNKNOWN_SUBSCRIBER = 0.6707, 0.47
#: Known ages 10..70: the mode is 22, and 17..30 hold most.
_AGES = np.arange(10, 71)
_AGE_WEIGHTS = np.where(
    _AGES < 22,
    np.exp(-0.5 * ((_AGES - 22) / 3.4) ** 2),
    0.62 * np.exp(-(_AGES - 22) / 5.5) + 0.38 * np.exp(-0.5 * ((_AGES - 22) / 15.0) ** 2),
)

#: Registrations of all members by year, 2004 to 2017 (to 29 April).
YEARS_ALL: Floats = np.array([15, 30, 45, 60, 75, 95, 115, 198, 283, 525, 976, 1620, 2250, 482.473])
#: Members who were there before the first file: by year, 2004 to 2014.
YEARS_BEFORE: Floats = np.array([12, 24, 36, 48, 60, 75, 90, 130, 170, 260, 420])
#: Registrations of subscribers in the member file by the same years, per thousand, as they come out.
YEARS_SUBSCRIBER: Floats = np.array(
    [4.0, 8.2, 12.1, 16.2, 19.8, 24.7, 29.8, 43.7, 55.6, 86.8, 141.7, 194.4, 268.3, 94.7]
)
#: By channel: payment by hand, cancels, and the share who pay since before the first file, against others.
HAND_BY_CHANNEL = {7: 0.62, 9: 1.0, 3: 1.3, 4: 1.5}
RESTLESS_BY_CHANNEL = {7: 0.7, 9: 1.1, 3: 1.6, 4: 2.2}
EARLY_BY_CHANNEL = {7: 1.6, 9: 1.0, 3: 0.55, 4: 0.4}
_HAND_BY_CHANNEL: Floats = np.array([HAND_BY_CHANNEL.get(number, 1.0) for number in range(-1, 64)])
_RESTLESS_BY_CHANNEL: Floats = np.array([RESTLESS_BY_CHANNEL.get(number, 1.0) for number in range(-1, 64)])
_EARLY_BY_CHANNEL: Floats = np.array([EARLY_BY_CHANNEL.get(number, 1.0) for number in range(-1, 64)])
#: Unknown, 1-17, 18-24, 25-34, 35-54, 55 and more.
HAND_BY_AGE: Floats = np.array([0.88, 1.6, 1.3, 0.95, 0.9, 0.85])


@dataclass(frozen=True)
class Profiles:
    """Attributes of members, one array each; days count from 2015-01-01."""

    index: Ints
    has_row: Flags
    city: Ints
    age: Ints
    gender: Ints
    channel: Ints
    registered: Ints
    first_payment: Ints

    @cached_property
    def age_group(self) -> Ints:
        """0 unknown or outside 10..70, then 1-17, 18-24, 25-34, 35-54, 55 and more; 0 without a row."""
        group = np.digitize(self.age, [18, 25, 35, 55]) + 1
        return np.where(self.has_row & (self.age >= 10) & (self.age <= 70), group, 0)

    @cached_property
    def hand(self) -> Floats:
        """How much more often than others the member pays by hand, by channel and age."""
        channel = _HAND_BY_CHANNEL[np.where(self.has_row, self.channel, 0) + 1]
        return np.asarray(channel * HAND_BY_AGE[self.age_group], dtype=np.float64)

    @cached_property
    def restless(self) -> Floats:
        """How much more often than others the member cancels a subscription that has time left."""
        places = np.where(self.has_row, self.channel, 0) + 1
        return np.asarray(_RESTLESS_BY_CHANNEL[places], dtype=np.float64)


def identifiers(seed: int, index: Ints, case_twins: bool) -> list[str]:
    """The id of each member: 44 characters of base64, case-sensitive.

    With ``case_twins``, member 1 has the id of member 0 but for the case of one letter.
    """
    found = [
        base64.b64encode(hashlib.sha256(f"{seed}|{number}".encode()).digest()).decode()
        for number in index.tolist()
    ]
    if case_twins:
        for place in np.flatnonzero(index == 1):
            found[place] = _other_case(
                base64.b64encode(hashlib.sha256(f"{seed}|0".encode()).digest()).decode()
            )
    return found


def _other_case(identifier: str) -> str:
    place = next(place for place, letter in enumerate(identifier) if letter.isalpha())
    return identifier[:place] + identifier[place].swapcase() + identifier[place + 1 :]


def profiles(keys: Words, index: Ints, subscribers: int, outliers: bool) -> Profiles:
    """The attributes of members; ``index < subscribers`` are those who pay, the rest only register."""
    pays = index < subscribers

    def draw(number: int) -> Floats:
        return uniforms(keys, Stream.PROFILE, 0, number)

    has_row = ~pays | (draw(0) >= WITHOUT_ROW)
    listed = SUBSCRIBERS * (1 - WITHOUT_ROW)
    listed = listed / (listed + 1 - SUBSCRIBERS)

    def mixed(number: int, everyone: Floats, subscriber: Floats) -> Ints:
        # What the others need so that both together give the published shares.
        whole, part = everyone / everyone.sum(), subscriber / subscriber.sum()
        rest = np.maximum(whole - listed * part, 0.0)
        uniform = draw(number)
        return np.where(pays, choices(uniform, part), choices(uniform, rest))

    unknown_rest = (AGE_UNKNOWN_ALL - listed * AGE_UNKNOWN_SUBSCRIBER) / (1 - listed)
    unknown = draw(1) < np.where(pays, AGE_UNKNOWN_SUBSCRIBER, unknown_rest)
    age = np.where(unknown, 0, _AGES[choices(draw(2), _AGE_WEIGHTS)])
    if outliers:
        odd = draw(3)
        age = np.where(odd < 4e-5, -1 - (7000 * draw(4)).astype(np.int64), age)
        age = np.where((odd > 4e-5) & (odd < 7.8e-4), 101 + (19 * draw(4)).astype(np.int64), age)
        age = np.where((odd > 7.8e-4) & (odd < 8.34e-4), 121 + (1896 * draw(4)).astype(np.int64), age)
    # Known age goes with known gender; a few give one without the other.
    known_gender = np.where(unknown, draw(5) < 0.055, draw(5) < 0.94)
    gender = np.where(known_gender, np.where(draw(6) < 0.511, 1, 2), 0)
    city = CITIES[mixed(7, CITY_ALL, CITY_SUBSCRIBER)]
    channel = CHANNELS[mixed(8, CHANNEL_ALL, CHANNEL_SUBSCRIBER)]
    first = _first_payment(keys, index, subscribers, channel)
    return Profiles(
        index=index,
        has_row=has_row,
        city=city,
        age=age,
        gender=gender,
        channel=channel,
        registered=_registered(keys, pays, first, listed),
        first_payment=first,
    )


def _first_payment(keys: Words, index: Ints, subscribers: int, channel: Ints) -> Ints:
    """A fifth pay since before the first file; the others come at a slowly rising rate until April 2017.

    Those who only registered by then begin to subscribe in May 2017, few a month.
    """
    start = uniforms(keys, Stream.ARRIVAL, 0, 0)
    when = uniforms(keys, Stream.ARRIVAL, 0, 1)
    january, april_end = 31, int(MONTH_START[28])
    early = (when * january).astype(np.int64)
    later = (np.sqrt(when * (1 - 0.55**2) + 0.55**2) - 0.55) / 0.45
    arrival = np.where(
        start < 0.205 * _EARLY_BY_CHANNEL[channel + 1], early, (later * april_end).astype(np.int64)
    )
    afterwards = april_end + np.minimum(-1500.0 * np.log(when), 9000.0).astype(np.int64)
    return np.where(index < subscribers, arrival, afterwards)


def _registered(keys: Words, pays: Flags, first: Ints, listed: float) -> Ints:
    how = uniforms(keys, Stream.REGISTRATION, 0, 0)
    when = uniforms(keys, Stream.REGISTRATION, 0, 1)
    second = uniforms(keys, Stream.REGISTRATION, 0, 2)
    years = np.datetime64("2004", "Y") + np.arange(15)
    edges = (years.astype("datetime64[D]") - np.datetime64("2015-01-01", "D")).astype(np.int64)
    edges = edges.astype(np.int64)
    edges[0], edges[14] = edges[0] + 85, int(MONTH_START[28]) - 1

    def on(year: Ints) -> Ints:
        return edges[year] + (second * (edges[year + 1] - edges[year])).astype(np.int64)

    old = on(choices(when, YEARS_BEFORE))
    # New subscribers mostly registered on the day or in the weeks before, the others years ago.
    fresh = first - np.where(how < 0.5, 0, (-25.0 * np.log(second)).astype(np.int64))
    subscriber = np.where((first < 31) | (how > 0.72), np.minimum(old, first), fresh)
    subscriber = np.minimum(subscriber, edges[14] - 1)
    rest = np.maximum(YEARS_ALL / YEARS_ALL.sum() - listed * YEARS_SUBSCRIBER / YEARS_SUBSCRIBER.sum(), 0.0)
    return np.where(pays, subscriber, on(choices(when, rest)))
