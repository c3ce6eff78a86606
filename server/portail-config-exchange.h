/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The configuration of a company, and of the server, as one JSON document (domain.md §7.2):
 *
 *   {format: "portail-config", version: 1,
 *    enterprise: {name, description, type_label, settings}, grade_rules: [{grade, …}],
 *    system: {settings: [{key, value}],
 *             baremes: [{name, effective_from, arrondi, mode_impot, note, published,
 *                        tranches: [{min, taux, …}], wealth: [{min, taux}]}]}}
 *
 * 1. What goes out comes in again and changes nothing; equal configurations are equal bytes.
 * 2. A part that is absent stays as it is. `grade_rules`, `tranches` and `wealth` are whole: what
 *    they do not name goes into the trash. `enterprise.name` is for people and changes nothing.
 * 3. A published barème never changes: one of the same name and week must be the same.
 * 4. Unknown members are refused by name. */
#pragma once

#include "server/portail-route.h"

#define PORTAIL_CONFIG_IMPORT_MAX_BODY (1024 * 1024)

/* GET /api/config/export?enterprise_id=&system=true: one of them, or both. */
PortailAnswer *
portail_config_get_export (PortailContext *context, const PortailRequest *request, GError **error);
/* POST /api/config/import?enterprise_id=&commit=true: {committed, counts, rows:[{part, name,
 * status, before?, after?}]}; a preview unless commit is true. What is in the document decides what
 * is written: the company's part in one op, the server's in another. */
PortailAnswer *
portail_config_post_import (PortailContext *context, const PortailRequest *request, GError **error);

/* For the two: the members of each part. Ends with NULL. */
extern const char *const portail_config_enterprise_members[];
extern const char *const portail_config_grade_members[];
extern const char *const portail_config_bareme_members[];
extern const char *const portail_config_tranche_members[];
extern const char *const portail_config_wealth_members[];
#define PORTAIL_CONFIG_FORMAT  "portail-config"
#define PORTAIL_CONFIG_VERSION 1
