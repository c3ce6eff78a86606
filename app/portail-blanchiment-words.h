/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of the blanchiment as pages say them. */
#pragma once

#include "shared/portail-blanchiment-analysis.h"

typedef enum
{
  PORTAIL_BLANCHIMENT_FIRM,
  PORTAIL_BLANCHIMENT_PROVISIONAL, /* unsent changes are in it */
} PortailBlanchimentCertainty;

/* `60 · High`, with a mark where it is provisional; empty for PORTAIL_INTEGER_NULL. Owned. */
char *portail_blanchiment_risk_to_text (gint64 score, PortailBlanchimentCertainty certainty);
/* The css class of the pill of a level. Static. */
const char *portail_blanchiment_level_get_css_class (PortailBlanchimentLevel level);
/* `7 days`; empty for PORTAIL_BLANCHIMENT_NO_DAYS. Owned. */
char *portail_blanchiment_days_to_text (gint32 days);
/* Translated. Static. */
const char *portail_blanchiment_review_get_title (PortailBlanchimentReview review);
/* Each rule that fired behind its points, and whether it is suspendu: one line each. Owned; empty
 * where nothing speaks against it. */
char *portail_blanchiment_risk_list_reasons (const PortailBlanchimentRisk *risk,
                                             const PortailBlanchimentOperation *operation);
