"""Answers a question about the predictions of a lake."""

from __future__ import annotations

from retention.lake import Lake
from retention.look.answer import about_member, about_month
from retention.look.question import Question
from retention.look.stored import best_of, counted, month_to_look_at, of_member
from retention.pages.page import Section
from retention.period import Period


def look(lake: Lake, question: Question, period: Period | None = None) -> tuple[Section, ...]:
    """What is stored, in sections; of a month the newest that was decided on, where none is given.

    The answer names members: it is for the screen of who asks, and for no log. Raises LookupError, in a
    sentence, where there is no such month or member.
    """
    if question.member:
        return about_member(of_member(lake, question.member))
    month = month_to_look_at(lake, period)
    best = best_of(lake, month, question)
    return about_month(month, counted(lake, month, question), best, question.segment)
