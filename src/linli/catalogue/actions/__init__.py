"""Writes: load what the product supplies; propose, admit or turn down, retire."""

from linli.catalogue.actions.decide import admit_element, reject_element, retire_element
from linli.catalogue.actions.load import Loaded, load_seed
from linli.catalogue.actions.own import OwnProposal, admit_own
from linli.catalogue.actions.propose import propose_element

__all__ = [
    "Loaded",
    "OwnProposal",
    "admit_element",
    "admit_own",
    "load_seed",
    "propose_element",
    "reject_element",
    "retire_element",
]
