"""Features of the member: what the registration says, and what it leaves out."""

from __future__ import annotations

from retention.features.feature import Feature, category, flag, numeric

#: Ages outside are typing errors or no answer: 0 stands in two rows of three.
AGES = (10, 70)

MEMBER: tuple[Feature, ...] = (
    category("member", "city", "int", "City as the member gave it.", "member.city"),
    category(
        "member", "gender", "string", "female or male; null where not given.", "nullif(member.gender, '')"
    ),
    category("member", "registered_via", "int", "Channel of the registration.", "member.registered_via"),
    numeric(
        "member",
        "age",
        "int",
        f"Age in years as the member wrote it; null outside {AGES[0]} to {AGES[1]}.",
        f"IF(member.bd BETWEEN {AGES[0]} AND {AGES[1]}, member.bd, NULL)",
    ),
    numeric(
        "member",
        "registration_tenure_days",
        "int",
        "Days from the registration to P; null without a member row or where registered later.",
        "IF(member.registration_init_time < period_start, "
        "datediff(period_start, member.registration_init_time), NULL)",
    ),
    flag("member", "is_member_missing", "1 where the member file has no row.", "member IS NULL"),
    flag(
        "member",
        "is_age_missing",
        f"1 where there is a member row, yet no age of {AGES[0]} to {AGES[1]} in it.",
        f"member IS NOT NULL AND NOT coalesce(member.bd BETWEEN {AGES[0]} AND {AGES[1]}, false)",
    ),
    flag(
        "member",
        "is_gender_missing",
        "1 where there is a member row, yet no gender in it.",
        "member IS NOT NULL AND nullif(member.gender, '') IS NULL",
    ),
)
