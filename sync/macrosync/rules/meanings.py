"""What conditions mean where no document says so: the defaults are what is taken to be true.

Of these, rules that the files compile to ask for days alone (tests/rules/test_meanings.py): scenarios run with both
meanings of that (`updates.Assumptions`), and with the defaults of the others. The local Zendesk, which takes any rule,
sets each by a switch.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meanings:
    """One setting of each.

    `is_not_holds_of_nothing`: `is_not` holds of a field without a value, as `not_includes` does, whose title ends with
    "none of the following" (OAS). `no_priority_is_lowest`: a ticket without a priority is below low; otherwise it is
    neither below nor above any. `within_days_counts_last`: within n days counts the nth. `words_are_whole`: a word of a
    condition is a whole one; otherwise a part will do; `words_fold_case`: its case does not count.
    """

    is_not_holds_of_nothing: bool = True
    no_priority_is_lowest: bool = True
    within_days_counts_last: bool = True
    words_are_whole: bool = True
    words_fold_case: bool = True


AS_ASSUMED = Meanings()
