"""Why a file is not read, in the words that folders and archives have in common; pure."""

from __future__ import annotations

from autograder.i18n.language import Text

IS_LINK = Text(
    en="it is a link, and links are not followed. Put the file itself there",
    pt="é um link, e links não são seguidos. Coloque o próprio arquivo no lugar",
)
NOT_REGULAR = Text(
    en="it is no regular file, but a folder, a pipe or a device",
    pt="não é um arquivo comum, e sim uma pasta, um pipe ou um dispositivo",
)
TOO_LARGE = Text(
    en="it is larger than {limit} bytes, the most that is read of such a file",
    pt="tem mais de {limit} bytes, o máximo que se lê de um arquivo desses",
)
NOT_READ = Text(en="`{file}` is not read: {why}.", pt="`{file}` não foi lido: {why}.")
DEEPER = Text(
    en="Folders more than {levels} levels down are not looked into, such as `{folder}`.",
    pt="Pastas a mais de {levels} níveis de profundidade não são examinadas, como `{folder}`.",
)
