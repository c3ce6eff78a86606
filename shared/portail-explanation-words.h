/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of a sentence that live until it is written: a list owns them, callers borrow. */
#pragma once

#include <glib.h>

#include "shared/portail-dotation-chain.h"

/* Owned; free with g_ptr_array_unref(). */
GPtrArray *portail_words_new (void);
/* Takes @word and lends it. */
const char *portail_words_take (GPtrArray *words, char *word);
const char *portail_words_money (GPtrArray *words, PortailMoney money);
const char *portail_words_rate (GPtrArray *words, PortailRate rate);
const char *portail_words_bareme (GPtrArray *words, const PortailBareme *bareme);
const char *
portail_words_figure (GPtrArray *words, const PortailDotationChain *chain, PortailFigureId figure);
