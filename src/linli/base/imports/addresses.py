"""Cell addresses: numbers from 0 inside, `C12` for people."""


def column_letters(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A -> 0, AA -> 26. Raises ValueError for anything but letters A to Z."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - 64
    if number == 0:
        raise ValueError(letters)
    return number - 1


def cell_address(row: int, column: int) -> str:
    """(11, 2), both from 0 -> `C12`."""
    return f"{column_letters(column)}{row + 1}"
