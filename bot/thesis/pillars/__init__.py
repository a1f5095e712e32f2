"""The six pillars: every metric with its weight, levels and dwell. Changing a number here changes the monitor."""

from bot.thesis.pillars.earnings import EARNINGS
from bot.thesis.pillars.geopolitics import GEOPOLITICS
from bot.thesis.pillars.labor import LABOR
from bot.thesis.pillars.leadership import LEADERSHIP
from bot.thesis.pillars.pillar import Pillar
from bot.thesis.pillars.policy import POLICY
from bot.thesis.pillars.valuation import VALUATION

PILLARS = (POLICY, VALUATION, EARNINGS, LEADERSHIP, LABOR, GEOPOLITICS)

__all__ = ["PILLARS", "Pillar"]
