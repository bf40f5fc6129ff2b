"""Texts found again by their runs of one to three characters and by edit distance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz

SHORTLIST = 40


def grams(text: str) -> list[str]:
    """Runs of one to three characters; the ends of the text count as characters of longer runs."""
    ended = f"^{text}$"
    return [
        *text,
        *(ended[i : i + 2] for i in range(len(ended) - 1)),
        *(text[i : i + 3] for i in range(len(text) - 2)),
    ]


class PhraseIndex:
    """A fixed list of texts; `near` gives those most alike with a likeness from 0 to 1."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self.phrases = tuple(phrases)
        self.place = {phrase: at for at, phrase in enumerate(self.phrases)}
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, phrase in enumerate(self.phrases):
            for gram, times in Counter(grams(phrase)).items():
                postings[gram].append((at, times))
        count = max(len(self.phrases), 1)
        self._rarity = {gram: float(np.log(1 + count / len(found))) for gram, found in postings.items()}
        self._unseen = float(np.log(1 + count))
        norms = np.zeros(count)
        self._where: dict[str, np.ndarray] = {}
        self._weight: dict[str, np.ndarray] = {}
        for gram, found in postings.items():
            where = np.fromiter((at for at, _ in found), dtype=np.int64)
            weight = np.fromiter((times for _, times in found), dtype=np.float64) * self._rarity[gram]
            norms[where] += weight**2
            self._where[gram], self._weight[gram] = where, weight
        self._norms = np.sqrt(np.maximum(norms, 1e-12))

    def near(self, text: str) -> list[tuple[str, float]]:
        """The phrases most alike, best first: half the cosine of their grams, half the edit ratio; 1.0 is the same."""
        if not text or not self.phrases:
            return []
        asked = Counter(grams(text))
        known = [(gram, times) for gram, times in asked.items() if gram in self._where]
        if not known:
            return []
        where = np.concatenate([self._where[gram] for gram, _ in known])
        weight = np.concatenate([self._weight[gram] * (times * self._rarity[gram]) for gram, times in known])
        length = (
            sum((times * self._rarity.get(gram, self._unseen)) ** 2 for gram, times in asked.items()) ** 0.5
        )
        cosine = np.bincount(where, weight, minlength=len(self.phrases)) / (self._norms * length)
        best = np.argpartition(-cosine, min(SHORTLIST, len(cosine) - 1))[:SHORTLIST]
        found = []
        for at in best.tolist():
            phrase = self.phrases[at]
            likeness = 1.0 if phrase == text else min(0.5 * cosine[at] + fuzz.ratio(text, phrase) / 200, 0.97)
            found.append((phrase, float(likeness)))
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))
