"""虚构人口 · A made-up population with kin, homes and five rosters that err as rosters do; nobody is real."""

from linli.core.population.generate import Block, blocks, population
from linli.core.population.model import Household, Person, RosterRow
from linli.core.population.places import Dwelling, Place, made_up_places
from linli.core.population.rates import HARD, USUAL, ErrorRates
from linli.core.population.tables import people_table, records_table

__all__ = [
    "HARD",
    "USUAL",
    "Block",
    "Dwelling",
    "ErrorRates",
    "Household",
    "Person",
    "Place",
    "RosterRow",
    "blocks",
    "made_up_places",
    "people_table",
    "population",
    "records_table",
]
