"""`pullquote feed refresh`: what is said of each feed, and at the end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reader.cli import console
from reader.counted import counted

if TYPE_CHECKING:
    from reader.cli.options import Common
    from reader.feeds.refresh import Outcome
    from reader.feeds.store import Feed, Feeds


def refresh_feeds(common: Common, feeds: Feeds, chosen: list[Feed], jobs: int) -> int:
    """Refresh feeds, report on each as it is done, and return the exit code."""
    from reader.feeds.refresh import refresh

    with console.progress_bar(
        sys.stderr.isatty() and not sys.stdout.isatty(), len(chosen), "feeds"
    ) as advance:

        def report(outcome: Outcome) -> None:
            advance(1)
            _report(common, outcome)

        outcomes = refresh(feeds, chosen, timeout=common.timeout, jobs=jobs, on_progress=report)
    unreached = [outcome.feed for outcome in outcomes if not outcome.reached]
    failed = sum(outcome.error is not None for outcome in outcomes)
    new = sum(outcome.new for outcome in outcomes)
    if unreached:
        console.error(
            f"no time was left for {counted(len(unreached), 'feed')}, which come first next time; "
            "give it more with --timeout"
        )
    if not chosen:
        console.note("no feed is to be refreshed now")
    else:
        summary = f"{counted(len(outcomes), 'feed')}, {counted(new, 'new entry', 'new entries')}"
        console.note(summary + (f", {failed} failed" if failed else ""))
    return console.FAILED if failed or unreached else console.DONE


def _report(common: Common, outcome: Outcome) -> None:
    label = outcome.feed.label
    if outcome.error is not None:
        console.error(f"{label}: {outcome.error}")
    elif outcome.new:
        console.write(f"{outcome.new} new: {label}\n")
        console.flush()
    elif common.verbose:
        console.note(f"nothing new: {label}")
    if outcome.moved:
        console.note(f"{label} has moved for good to {outcome.moved}")
    if outcome.left_out:
        console.note(f"{label}: its {outcome.left_out} oldest entries were left out")


def say_left_alone(feeds: Feeds, chosen: list[Feed]) -> None:
    """Say how many feeds are not among those chosen."""
    there = feeds.all()
    asked = {each_feed.id for each_feed in chosen}
    alone = [each_feed for each_feed in there if each_feed.id not in asked]
    if alone:
        console.note(f"{counted(len(alone), 'feed')} left alone for now; 'pullquote feed list' says why")
