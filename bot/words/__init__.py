"""What is said to people: fixed words in the language of this process; numbers, money, days and lists as people write
them."""

from bot.words.clipping import clipped
from bot.words.days import day, day_month, month_name, month_year, short_month, weekday
from bot.words.lists import listed
from bot.words.numbers import age, count, money, percent, plural
from bot.words.saying import Sentence, direction, filled, fitted, language, later, said, say, say_n, speak
from bot.words.translation import Translation, WrongWords

__all__ = [
    "Sentence",
    "Translation",
    "WrongWords",
    "age",
    "clipped",
    "count",
    "day",
    "day_month",
    "direction",
    "filled",
    "fitted",
    "language",
    "later",
    "listed",
    "money",
    "month_name",
    "month_year",
    "percent",
    "plural",
    "said",
    "say",
    "say_n",
    "short_month",
    "speak",
    "weekday",
]
