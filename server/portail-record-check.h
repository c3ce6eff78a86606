/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of a record before it is written, beside what its own fields say: whom it refers
 * to, whether it may still be edited, whether its key is free. */
#pragma once

#include "shared/portail-database.h"
#include "shared/portail-record.h"

/* @fields of @record against the tables: references lie in its scope (contract.md §1). Adds
 * problems; FALSE only for an error of the store. */
gboolean portail_record_check_references (PortailDatabase *database,
                                          gconstpointer record,
                                          PortailFieldSet fields,
                                          PortailProblems *problems,
                                          GError **error);
/* PORTAIL_ERROR_LOCKED for content that is closed: of the record or of what it is a part of. */
gboolean
portail_record_check_editable (PortailDatabase *database, gconstpointer record, GError **error);
/* The live row that has the natural key of @record already; NULL where it is free. Owned. */
gboolean portail_record_find_by_key (PortailDatabase *database,
                                     gconstpointer record,
                                     PortailRecord **other,
                                     GError **error);
