/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which Discord roles give which roles here, as a form shows it (domain.md §2): what holds for the
 * whole server, and the ids of one company. No records of the schema. */
#pragma once

#include "shared/portail-json.h"
#include "shared/portail-record.h"

typedef struct
{
  PortailRecord base;
  char *main_guild_id;
  char *staff_role_ids; /* several, with commas or spaces between */
  char *dot_role_ids;   /* likewise */
  gboolean match_role_names;
  gint64 refresh_minutes;
} PortailDiscordMapping;

extern const PortailRecordType portail_discord_mapping_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDiscordMapping, portail_record_free)

typedef struct
{
  PortailRecord base; /* its id is the company's */
  char *discord_guild_id;
  char *main_guild_role_id;
  char *patron_role_id;
  char *co_patron_role_id;
  char *employee_role_id;
} PortailMappingCompany;

extern const PortailRecordType portail_mapping_company_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailMappingCompany, portail_record_free)

/* From the answer of the server, and one of its `enterprises`. Owned. */
PortailDiscordMapping *portail_discord_mapping_new (const PortailJson *json);
PortailMappingCompany *portail_mapping_company_new (const PortailJson *json);
/* A PortailFormCheck: each id of a list has 17 to 20 digits. */
void
portail_discord_mapping_check (gconstpointer mapping, PortailProblems *problems, gpointer unused);
/* Appends the members of @fields as the server takes them, after a `{`. */
void portail_discord_mapping_append_members (const PortailDiscordMapping *mapping,
                                             PortailFieldSet fields,
                                             GString *json);
