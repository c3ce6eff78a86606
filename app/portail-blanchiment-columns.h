/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list and the form of the operations of the blanchiment: columns, sections, texts. */
#pragma once

#include "app/portail-blanchiment-book.h"
#include "app/portail-record-page.h"

extern const PortailRecordPageSpec portail_blanchiment_page_spec;

/* The text of a cell: durations, parts and risks of today beside what fields say; NULL for the
 * ordinary one. Owned. */
char *portail_blanchiment_columns_make_text (const PortailField *field,
                                             gconstpointer record,
                                             PortailBlanchimentBook *book);
/* Of the same in exports; user data is the PortailBlanchimentOperations. */
extern const PortailListTexts portail_blanchiment_list_texts;
/* A PortailFormCheck: what the form asks for; other clients may leave it open. */
void portail_blanchiment_columns_check (gconstpointer record,
                                        PortailProblems *problems,
                                        gpointer user_data);
