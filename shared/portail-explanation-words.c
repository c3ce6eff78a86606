/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-explanation-words.h"

GPtrArray *
portail_words_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

const char *
portail_words_take (GPtrArray *words, char *word)
{
  g_ptr_array_add (words, word);
  return word;
}

const char *
portail_words_money (GPtrArray *words, PortailMoney money)
{
  return portail_words_take (words, portail_money_to_text (money));
}

const char *
portail_words_rate (GPtrArray *words, PortailRate rate)
{
  return portail_words_take (words, portail_rate_to_text (rate));
}

const char *
portail_words_bareme (GPtrArray *words, const PortailBareme *bareme)
{
  return portail_words_take (words, portail_bareme_to_text (bareme));
}

const char *
portail_words_figure (GPtrArray *words, const PortailDotationChain *chain, PortailFigureId figure)
{
  return portail_words_take (words, portail_dotation_chain_to_text (chain, figure));
}
