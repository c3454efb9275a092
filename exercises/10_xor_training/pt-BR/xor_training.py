# %% [markdown]
# # 10 · Treine uma rede para o XOR
#
# *Leia antes: xor (o texto inteiro). Usa o que você fez em 04, 05, 06 e 09. Cerca de 60 minutos.*
#
# O XOR responde 1 quando suas duas entradas são diferentes. Nenhuma reta separa os uns dos zeros, por isso é preciso
# uma camada oculta (xor, “Forward Pass”). O viés entra como uma coluna de uns nos dados, e a rede 2-2-1 vira **3-3-1**:
#
# | x₀ | x₁ | viés | y |
# |---|---|---|---|
# | 0 | 0 | 1 | 0 |
# | 0 | 1 | 1 | 1 |
# | 1 | 0 | 1 | 1 |
# | 1 | 1 | 1 | 0 |
#
# | array | shape | o que é |
# |---|---|---|
# | `X` | (4, 3) | as entradas, já com a coluna do viés |
# | `W1` | (3, 3) | das entradas para as unidades ocultas |
# | `W2` | (3, 1) | das unidades ocultas para a saída; a camada de saída não tem viés |
# | `y` | (4, 1) | os alvos |
#
# Para frente: hidden = σ(X W1), output = σ(hidden W2). O custo é a média, sobre todas as entradas, de (output − y)².
# Para trás: a regra da cadeia, do custo até cada peso; depois a regra delta (xor, “Backpropagation”):
#
# $$W \leftarrow W - \text{taxa de aprendizagem} \cdot \frac{\partial\,\text{custo}}{\partial W}$$
#
# Aonde se chega, a partir de um certo início: a rede separa os pontos com uma fronteira que nenhuma reta poderia ser.
#
# (Figura no notebook: à esquerda, os quatro pontos do XOR e as respostas de uma rede treinada: ela responde 0 numa
# faixa que vai de (0, 0) a (1, 1), com saídas 0,011 e 0,019 nesses pontos, e 1 dos dois lados da faixa, com 0,984 em
# (0, 1) e 0,981 em (1, 0); à direita, o custo, que fica perto de 0,25 por umas 200 épocas, depois cai, e está abaixo de
# 0,001 a partir da época 1746.)
#
# *Passagem para frente, com números* (os pesos da figura do texto, a linha (0, 1, 1)): as três unidades ocultas recebem
# 1,076 + 1,116 = 2,192, −0,165 + 0,542 = 0,377 e −0,165 − 0,331 = −0,496, logo hidden = (0,899; 0,593; 0,378);
# a saída é σ(0,899·0,383 − 0,593·0,327 − 0,378·0,329) = 0,506 (valores cortados na terceira casa, como
# no texto). A função degrau diz 1, mas sem confiança.
# *Errata:* o texto imprime as somas das unidades 2 e 3 sem os sinais de menos; com os sinais impressos a saída seria
# 0,480, e a resposta 0, a classe errada.
#
# (Figura no notebook: a rede 3-3-1 para a linha (0, 1, 1): as unidades ocultas valem 0,899, 0,593 e 0,378, e a saída,
# 0,506; estão marcados os três pesos que o texto traz sem o sinal de menos: −0,165 até a segunda unidade, −0,165 e
# −0,331 até a terceira.)
#
# O que vale em `train_xor`:
#
# - lote completo: uma **época** é uma atualização com todas as linhas de `X`, e as duas matrizes usam a *mesma*
#   passagem para frente;
# - `losses[i]` é o custo dos pesos depois de `i` atualizações: `losses[0]` é o custo do início, e são `epochs` valores;
# - os arrays recebidos ficam como estavam; com `epochs = 0` voltam os pesos iniciais e `losses` fica vazio.
#
# Nem todo início leva a uma solução, mesmo com código perfeito: dos sorteados entre −1 e 1,
# cerca de um em cada oito empaca. Sorte não vale nota.
#
# *Para conferir seu trabalho: `autograder check xor_training`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


def init_weights(rng):
    """Sorteia os pesos iniciais do treinamento.

    rng: numpy.random.Generator; sorteie com ele, e com nada mais.
    Devolve W1 (3, 3), W2 (3, 1): diferentes para cada unidade, e não pequenos demais.
    """
    raise NotImplementedError  # seu código aqui


def forward(X, W1, W2):
    """Executa a rede: hidden = σ(X W1), output = σ(hidden W2).

    X (n, 3) já com a coluna do viés, W1 (3, 3), W2 (3, 1). Devolve (hidden (n, 3), output (n, 1)).
    """
    raise NotImplementedError  # seu código aqui


def train_xor(X, y, W1, W2, learning_rate, epochs):
    """Treina por descida do gradiente com lote completo e custo = média de (output − y)².

    X (4, 3) já com a coluna do viés, y (4, 1), W1 (3, 3), W2 (3, 1): nenhum deles é alterado.
    Devolve (W1, W2, losses): os pesos depois de `epochs` atualizações; losses[i] é o custo depois de i atualizações.
    """
    raise NotImplementedError  # seu código aqui


def predict(X, W1, W2):
    """Responde com classes: 1 onde a saída é pelo menos 0,5; senão, 0.

    X (n, 3) já com a coluna do viés. Devolve inteiros, shape (n, 1).
    """
    raise NotImplementedError  # seu código aqui
