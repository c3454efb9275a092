"""What the sandbox says, in both languages: why a process ended, why a reply was not taken."""

from __future__ import annotations

import signal

from autograder.i18n.language import Message, Text

FAULTS = {
    "deep": Text(
        en="it contains itself, or has lists within lists too deep; plain numbers and arrays are taken",
        pt="ela contém a si mesma, ou tem listas aninhadas fundo demais; são aceitos números e arrays comuns",
    ),
    "large": Text(
        en="it is too large (at most {mebibytes} MB are taken)",
        pt="é grande demais (são aceitos no máximo {mebibytes} MB)",
    ),
    "digits": Text(
        en="it holds an integer with more than a thousand digits",
        pt="há nela um número inteiro com mais de mil algarismos",
    ),
    "malformed": Text(
        en="it was not in the form in which values are sent; does the code write to files or descriptors by itself?",
        pt="não veio na forma em que os valores são enviados; o código escreve por conta própria em arquivos ou descritores?",
    ),
    "turn": Text(
        en="something was sent when no answer was due; does the code write to files or descriptors by itself?",
        pt="algo foi enviado fora de hora; o código escreve por conta própria em arquivos ou descritores?",
    ),
}

EXITED = Text(
    en="the code ended its own process (os._exit, status {status})",
    pt="o código encerrou o próprio processo (os._exit, status {status})",
)
CHANGED = Text(
    en="the code changed a part of Python or numpy so that its results could not be sent (is a name like np.array or len assigned to somewhere?)",
    pt="o código alterou uma parte do Python ou do numpy, e os resultados não puderam ser enviados (algum nome como np.array ou len recebe outro valor em algum lugar?)",
)
DISCONNECTED = Text(
    en="the code closed its connection to the grader",
    pt="o código fechou a conexão com o corretor",
)
SIGNALLED = Text(
    en="it was ended by signal {number} ({name}): {meaning}",
    pt="foi encerrado pelo sinal {number} ({name}): {meaning}",
)
MEANINGS = {  # by name: not every system has them all
    "SIGSEGV": Text(
        en="it touched memory that is not its own; recursion without end, or a foreign library, does this",
        pt="acesso a memória alheia; recursão sem fim ou uma biblioteca externa causam isso",
    ),
    "SIGABRT": Text(en="it gave up by itself (abort)", pt="ele mesmo desistiu (abort)"),
    "SIGFPE": Text(en="an impossible computation on integers", pt="uma conta impossível com inteiros"),
    "SIGBUS": Text(en="it touched memory that is not there", pt="acesso a memória que não existe"),
    "SIGILL": Text(en="an instruction the processor does not know", pt="instrução que o processador não conhece"),
    "SIGKILL": Text(
        en="it was stopped from outside; most often the machine had no memory left",
        pt="foi interrompido de fora; quase sempre por falta de memória na máquina",
    ),
    "SIGTERM": Text(en="it was asked to end", pt="recebeu um pedido para encerrar"),
}
OTHER_SIGNAL = Text(en="see signal(7)", pt="veja signal(7)")
OUTPUT = Text(
    en="it printed more than {limit} characters; is there a print inside an endless loop?",
    pt="imprimiu mais de {limit} caracteres; há um print dentro de um laço sem fim?",
)
CALLBACKS = Text(
    en="it called the functions it was given more than {limit} times; is there a loop around a call that never ends?",
    pt="chamou as funções recebidas mais de {limit} vezes; há um laço sem fim em volta de uma chamada?",
)
SANDBOX_DIED = Text(
    en="the process that starts learners' code ended unexpectedly; it was no fault of this code as such",
    pt="o processo que inicia o código dos alunos terminou inesperadamente; não é necessariamente culpa deste código",
)

NOT_STARTED = Text(
    en="The process that runs learners' code could not be started: {why}.",
    pt="Não foi possível iniciar o processo que executa o código dos alunos: {why}.",
)
AGAIN = Text(en="it ended again and again", pt="terminou repetidas vezes")
CLOSED = Text(en="The sandbox is closed already.", pt="O ambiente isolado já foi fechado.")


def signalled(number: int) -> Message:
    """Say which signal ended a process, and what that usually means."""
    try:
        known = signal.Signals(number)
    except ValueError:
        return SIGNALLED(number=number, name="?", meaning=OTHER_SIGNAL)
    return SIGNALLED(number=number, name=known.name, meaning=MEANINGS.get(known.name, OTHER_SIGNAL))
