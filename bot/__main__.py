"""The command line: reads what was typed and imports only what that needs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.settings import WrongSetting, environment, read_words
from bot.words import later, said, say, speak

# What argparse says itself on a page of help; what is wrong with what was typed it says in English.
_OWN = (later("usage: "), later("positional arguments"), later("options"), later("show this help message and exit"))


def parser() -> argparse.ArgumentParser:
    argparse._ = said  # type: ignore[attr-defined]  # the name it calls gettext by
    top = argparse.ArgumentParser(
        prog="minnow",
        description=say("Watches the catalysts and risks of a small-cap thesis and tells each channel once."),
        epilog=say("Settings come from the environment or a .env file; the README lists them."),
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("serve", help=say("every chat whose tokens are set, the watchers, the delivery"))
    demo = verbs.add_parser("demo", help=say("a dated story, offline: alerts arrive on a page in the browser"))
    demo.add_argument("--once", action="store_true", help=say("play it to the end in the terminal, then stop"))
    demo.add_argument("--port", type=int, default=8765, help=say("port of the page (0: any free one)"))
    demo.add_argument("--speed", type=float, default=1.0, help=say("2 is twice as fast"))
    ask = verbs.add_parser("ask", help=say('answer one command: minnow ask "watchlist add APLD RKLB"'))
    ask.add_argument("line", help=say("the command as typed in a chat; “watch -” reads the list from a pipe"))
    ask.add_argument("--channel", default="home", metavar="NAME", help=say("whose watchlist (default: home)"))
    ask.add_argument("--json", action="store_true", help=say("the card as JSON"))
    ask.add_argument("--demo", action="store_true", help=say("of the demo's story at its end, offline"))
    look = verbs.add_parser("look", help=say("ask and judge now, show it, send and store nothing"))
    look.add_argument("watcher")
    look.add_argument("ticker", nargs="?")
    look.add_argument("--json", action="store_true")
    round_ = verbs.add_parser("round", help=say("one real round now, delivered"))
    round_.add_argument("watcher")
    manifest = verbs.add_parser("manifest", help=say("the app manifest to paste at Slack"))
    manifest.add_argument("platform", choices=("slack",))
    manifest.add_argument("--address", default="", metavar="URL", help=say("for HTTP mode: where Slack reaches Minnow"))
    check = verbs.add_parser("check", help=say("settings, store, tokens, sources, clock: what works and what to do"))
    check.add_argument("--live", action="store_true", help=say("ask every source and platform now"))
    return top


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 0 done, 1 something failed, 2 a wrong word or setting."""
    try:
        translation = read_words(environment(Path.cwd()))
    except WrongSetting as error:
        sys.stderr.write(f"minnow: {error}\n")
        return 2
    if translation is not None:
        speak(translation)  # before the rooms that say something when they are imported
    given = parser().parse_args(arguments)
    from bot.verbs import run

    return run(given, Path.cwd())


if __name__ == "__main__":
    sys.exit(main())
