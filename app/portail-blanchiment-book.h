/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the views of the blanchiment share: the settings of the chosen company, the suspects and the
 * risks of today, kept up with the cache.
 *
 * 1. It covers the chosen company, or every company of the person where a role holds for all.
 * 2. Nothing is read while the chosen company has it switched off.
 *
 * Signal "changed" when any of it differs. Main thread. */
#pragma once

#include "app/portail-blanchiment-study.h"
#include "app/portail-blanchiment-survey.h"
#include "app/portail-desk.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BLANCHIMENT_BOOK (portail_blanchiment_book_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlanchimentBook,
                      portail_blanchiment_book,
                      PORTAIL,
                      BLANCHIMENT_BOOK,
                      GObject)

PortailBlanchimentBook *portail_blanchiment_book_new (PortailDesk *desk);

PortailDesk *portail_blanchiment_book_get_desk (PortailBlanchimentBook *book);
/* In Europe/Paris. */
PortailDay portail_blanchiment_book_get_today (PortailBlanchimentBook *book);
/* Those built in until the cache has answered. Borrowed. */
const PortailBlanchimentSettings *
portail_blanchiment_book_get_settings (PortailBlanchimentBook *book);
/* NULL before the first one. Borrowed until the next "changed". */
const PortailBlanchimentSurvey *portail_blanchiment_book_get_survey (PortailBlanchimentBook *book);
/* Why there is no survey; NULL where nothing failed. Borrowed. */
const char *portail_blanchiment_book_get_fault (PortailBlanchimentBook *book);
/* From now on the survey has the suspects themselves. */
void portail_blanchiment_book_want_suspects (PortailBlanchimentBook *book);
/* Reads again, as after a failure. */
void portail_blanchiment_book_reload (PortailBlanchimentBook *book);

/* Why nothing of the blanchiment is shown. */
typedef enum
{
  PORTAIL_BLANCHIMENT_OPEN,
  PORTAIL_BLANCHIMENT_NO_COMPANY,
  PORTAIL_BLANCHIMENT_NO_RIGHT,
  PORTAIL_BLANCHIMENT_SWITCHED_OFF,
} PortailBlanchimentGate;

PortailBlanchimentGate portail_blanchiment_book_get_gate (PortailBlanchimentBook *book);

G_END_DECLS
