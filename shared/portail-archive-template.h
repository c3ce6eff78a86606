/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns an export of archives has (domain.md §6): those of a template's header row, each
 * recognised by a keyword. What is not recognised stays as an empty column under its title.
 * The setting `archive.template` holds them as {"columns":[{"title":…,"field":…}]}. */
#pragma once

#include "shared/portail-json.h"
#include "shared/portail-text-table.h"
#include "shared/portail-workbook.h"
#include "shared/records/portail-archive.h"

#define PORTAIL_ARCHIVE_TEMPLATE_KEY         "archive.template"
#define PORTAIL_ARCHIVE_TEMPLATE_MAX_COLUMNS 100

typedef struct
{
  char *title;
  const char
      *field; /* of an archive, `enterprise_id` for the company's name; NULL: empty. Static */
} PortailTemplateColumn;

/* GPtrArray of PortailTemplateColumn; owned. */
/* Of the first row of @table with text in it. NULL, with PORTAIL_ERROR_INVALID, where there is none
 * or it has too many. */
GPtrArray *portail_archive_template_read (const PortailTextTable *table, GError **error);
/* Of what the setting holds; columns of fields that this version does not know are empty ones. NULL
 * where @json is none. */
GPtrArray *portail_archive_template_from_json (const PortailJson *json);
/* Without a template: what lists show. */
GPtrArray *portail_archive_template_new_default (void);
void portail_archive_template_append_json (const GPtrArray *columns, GString *json);

/* Adds a sheet with a row for each of @archives. @names: id of a company → its name. */
void portail_archive_template_add_sheet (const GPtrArray *columns,
                                         PortailWorkbook *workbook,
                                         const GPtrArray *archives,
                                         GHashTable *names);
