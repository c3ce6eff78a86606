/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview of a configuration (POST /api/config/import) in the words of a person. */
#pragma once

#include "shared/portail-json.h"

typedef enum
{
  PORTAIL_EXCHANGE_NEW,
  PORTAIL_EXCHANGE_REPLACED,
  PORTAIL_EXCHANGE_REMOVED,
  PORTAIL_EXCHANGE_SAME,
  PORTAIL_N_EXCHANGES,
} PortailExchange;

/* What happens to a row of the preview; SAME for an unknown word. */
PortailExchange portail_exchange_words_get (const PortailJson *row);
/* Translated. Static. */
const char *portail_exchange_words_get_title (PortailExchange exchange);
/* Name and kind of the row. Owned. */
char *portail_exchange_words_dup_title (const PortailJson *row);
/* Each value before and after; "" where there is none. Owned. */
char *portail_exchange_words_dup_differences (const PortailJson *row);
