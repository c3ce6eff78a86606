/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of declarations shows: its columns, pills and what no field holds (how near the due
 * day is, which version it is), and the form of one. */
#pragma once

#include "app/portail-record-page.h"
#include "app/portail-tax-snapshot.h"

/* Conditions of the list, for `win.show-rows`. */
#define PORTAIL_DECLARATIONS_LATE "late"
#define PORTAIL_DECLARATIONS_DUE  "due"

extern const PortailRecordPageSpec portail_declaration_page_spec;

/* The user data of the hooks. */
typedef struct
{
  GHashTable *versions; /* as portail_tax_versions_new_query() gives them; NULL while not known */
  gpointer owner;       /* the module's widget */
} PortailDeclarationSource;

/* Of the same user data. */
extern const PortailListTexts portail_declaration_list_texts;

/* Whether @id is the newest of its versions. */
PortailTaxVersion portail_declaration_get_version (const PortailDeclarationSource *source,
                                                   const char *id);
/* A PortailRecordText; its user data is a PortailDeclarationSource. */
char *
portail_declaration_dup_text (const PortailField *field, gconstpointer record, gpointer user_data);
