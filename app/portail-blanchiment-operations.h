/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operations of the blanchiment: the list with parts, durations and risks of today, and the
 * form beside it with what the operation comes to. Import of many as one step. A PortailPage.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-blanchiment-book.h"
#include "app/portail-record-page.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_BLANCHIMENT_OPERATIONS (portail_blanchiment_operations_get_type ())
G_DECLARE_FINAL_TYPE (PortailBlanchimentOperations,
                      portail_blanchiment_operations,
                      PORTAIL,
                      BLANCHIMENT_OPERATIONS,
                      AdwBin)

/* Refs @book. */
GtkWidget *portail_blanchiment_operations_new (PortailBlanchimentBook *book);
/* Both borrowed. */
PortailBlanchimentBook *
portail_blanchiment_operations_get_book (PortailBlanchimentOperations *operations);
PortailRecordPage *
portail_blanchiment_operations_get_page (PortailBlanchimentOperations *operations);
/* Opens the preview of an import: of @bytes, or with NULL of the clipboard. */
void portail_blanchiment_operations_import (PortailBlanchimentOperations *operations,
                                            GBytes *bytes);
/* Asks for a file. */
void portail_blanchiment_operations_choose_import (PortailBlanchimentOperations *operations);
/* The preview that is open; NULL for none. Borrowed. */
GtkWidget *portail_blanchiment_operations_get_import (PortailBlanchimentOperations *operations);

G_END_DECLS
