/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What forms of documents show and need by the type of the document (domain.md §5). */
#pragma once

#include "app/portail-content-file.h"
#include "app/portail-record-page.h"
#include "shared/records/portail-document.h"

G_BEGIN_DECLS

/* NULL fields end them. */
extern const PortailFormSection portail_document_form_sections[];
/* The new document that @content is to be; its type is guessed by the words of its name. Owned. */
PortailDocument *portail_document_form_make (const PortailContent *content,
                                             const char *enterprise_id);
/* A PortailFormCheck. */
void portail_document_form_check (gconstpointer record, PortailProblems *problems, gpointer unused);
/* The first thing that is missing: “Date: This field is required.” NULL for nothing. Owned. */
char *portail_document_form_dup_problem (const PortailDocument *document);
/* The fields that a document of that type does not have. */
PortailFieldSet portail_document_form_get_hidden (PortailDocumentType type);
/* Lets the form @whose, or that of the PortailRecordPage @whose, offer what documents and employees
 * of the company say already. Reads @cache. */
void
portail_document_form_suggest (GtkWidget *whose, PortailCache *cache, const char *enterprise_id);

G_END_DECLS
