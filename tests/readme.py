"""The README's generated parts: `python -m tests.readme` writes them, tests/test_readme.py compares them."""

from __future__ import annotations

import re
from pathlib import Path

from bot.app import all_commands, all_watchers
from bot.settings import SCHEDULE_PREFIX, SETTINGS

README = Path(__file__).parents[1] / "README.md"


def table(columns: list[str], rows: list[list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def commands() -> str:
    rows = [[f"`{one.usage}`", one.summary, f"`{one.example}`"] for one in all_commands().values()]
    return table(["Type", "to", "for example"], rows)


def watchers() -> str:
    rows = [[f"`{one.name}`", one.summary, one.schedule.words] for one in all_watchers().values()]
    return table(["Watcher", "tells when", "asks"], rows)


def settings() -> str:
    rows = [[f"`{one.name}`", one.meaning, f"`{one.default}`" if one.default else "not set"] for one in SETTINGS]
    rows.append(
        [f"`{SCHEDULE_PREFIX}<WATCHER>`", "another schedule for one watcher, such as “every 30s in session”", "its own"]
    )
    return table(["Variable", "Meaning", "Default"], rows)


def slack_scopes() -> str:
    from bot.platforms.slack.manifest import SCOPES

    return table(["Slack scope", "why"], [[f"`{scope}`", why] for scope, why in SCOPES.items()])


def discord_permissions() -> str:
    from bot.platforms.discord.invite import PERMISSIONS

    return table(["Discord permission", "why"], [[name.replace("_", " "), why] for name, why in PERMISSIONS.items()])


PARTS = {
    "commands": commands,
    "watchers": watchers,
    "settings": settings,
    "slack-scopes": slack_scopes,
    "discord-permissions": discord_permissions,
}


def _place(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name} -->\n)(.*?)(<!-- /{name} -->)", re.DOTALL)


def part(text: str, name: str) -> str:
    """What stands between a part's markers, "" where nothing does yet."""
    found = _place(name).search(text)
    if found is None:
        raise LookupError(f"README.md has no part {name!r}")
    return found[2].strip()


def written(text: str) -> str:
    """The README with every generated part made anew."""
    for name, make in PARTS.items():
        part(text, name)
        text = _place(name).sub(lambda found, make=make: f"{found[1]}{make()}\n{found[3]}", text)
    return text


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
